"""The language of a text is recognised by its function words."""

from __future__ import annotations

import pytest

from editio.languages import every_code, function_words
from editio.languages.guessing import guess

SAMPLES = {
    "bg": "Когато настъпи вечерта, той отиде с брат си на пристанището, където беше корабът, който на другата сутрин "
    "щеше да ги заведе на отсрещния бряг. На кея нямаше никого и водата беше така тиха, че се виждаха звездите.",
    "ca": "Quan va caure la nit va anar amb el seu germà al port, on hi havia el vaixell que l’endemà els havia de "
    "portar a l’altra banda. No hi havia ningú al moll i l’aigua era tan quieta que s’hi veien les estrelles.",
    "cs": "Když přišel večer, šel s bratrem do přístavu, kde stála loď, která je měla příštího rána odvézt na druhý "
    "břeh. Na nábřeží nikdo nebyl a voda byla tak klidná, že v ní bylo vidět hvězdy.",
    "cy": "Pan ddaeth y nos aeth gyda’i frawd i’r porthladd, lle yr oedd y llong a fyddai yn eu cludo i’r ochr arall. "
    "Nid oedd neb ar y cei ac yr oedd y dŵr mor llonydd fel y gellid gweld y sêr ynddo.",
    "da": "Da aftenen kom, gik han med sin broder til havnen, hvor skibet laa, som næste morgen skulde føre dem til "
    "den anden side. Der var ingen paa kajen, og vandet var saa stille, at man kunde se stjernerne i det.",
    "de": "Als der Abend kam, ging er mit seinem Bruder zum Hafen, wo das Schiff lag, das sie am nächsten Morgen an "
    "das andere Ufer bringen sollte. Es war niemand am Kai, und das Wasser war so still, daß man die Sterne sah.",
    "el": "Ὅταν ἔπεσε τὸ βράδυ, πῆγε μὲ τὸν ἀδελφό του εἰς τὸν λιμένα, ὅπου ἦτο τὸ πλοῖον ποῦ τὸ ἄλλο πρωὶ θὰ τοὺς "
    "ἔφερε εἰς τὴν ἄλλην ὄχθην. Δὲν ἦτο κανεὶς καὶ τὸ νερὸν ἦτο τόσον ἥσυχον.",
    "en": "When the evening came he went with his brother to the harbour, where the ship lay that was to carry them to "
    "the other side in the morning. There was nobody on the quay.",
    "eo": "Kiam venis la vespero, li iris kun sia frato al la haveno, kie estis la ŝipo, kiu en la sekvanta mateno "
    "devis porti ilin al la alia bordo. Neniu estis sur la kajo, kaj la akvo estis tre kvieta.",
    "es": "Cuando cayó la noche fue con su hermano al puerto, donde estaba el barco que a la mañana siguiente los "
    "llevaría a la otra orilla. No había nadie en el muelle y el agua estaba tan quieta que se veían las estrellas.",
    "et": "Kui õhtu tuli, läks ta oma vennaga sadamasse, kus seisis laev, mis pidi nad järgmisel hommikul teisele "
    "kaldale viima. Kai peal ei olnud kedagi ja vesi oli nii vaikne, et selles võis tähti näha.",
    "fi": "Kun ilta tuli, hän meni veljensä kanssa satamaan, jossa oli laiva, jonka piti viedä heidät seuraavana "
    "aamuna toiselle puolelle. Laiturilla ei ollut ketään, ja vesi oli niin tyyni, että siinä näkyivät tähdet.",
    "fr": "Quand le soir fut venu, il alla avec son frère au port, où était le navire qui, le lendemain, devait les "
    "porter à l’autre rive. Il n’y avait personne sur le quai, et l’eau était si calme qu’on y voyait les étoiles.",
    "ga": "Nuair a tháinig an oíche chuaigh sé lena dheartháir go dtí an cuan, áit a raibh an long a bhí chun iad a "
    "thabhairt go dtí an taobh eile. Ní raibh duine ar bith ar an gcé agus bhí an t-uisce chomh ciúin sin.",
    "hi": "जब शाम हुई तो वह अपने भाई के साथ बंदरगाह पर गया, जहाँ वह जहाज़ खड़ा था जो अगली सुबह उन्हें दूसरी ओर ले "
    "जाने वाला था। वहाँ कोई नहीं था और पानी इतना शांत था कि उसमें तारे दिखते थे।",
    "hr": "Kad je pala večer, pošao je s bratom u luku, gdje je stajao brod koji ih je sutradan ujutro imao prevesti "
    "na drugu obalu. Na obali nije bilo nikoga i voda je bila tako mirna da su se u njoj vidjele zvijezde.",
    "hu": "Amikor leszállt az este, a bátyjával a kikötőbe ment, ahol az a hajó állt, amelynek másnap reggel át "
    "kellett vinnie őket. A rakparton nem volt senki, és a víz olyan csendes volt, hogy a csillagok is látszottak.",
    "is": "Þegar kvöldið kom, fór hann með bróður sínum til hafnarinnar, þar sem skipið lá, sem átti að flytja þá um "
    "morguninn yfir. Það var enginn á bryggjunni og sjórinn var svo kyrr, að sjá mátti stjörnurnar í honum.",
    "it": "Quando venne la sera andò con suo fratello al porto, dove era la nave che la mattina seguente doveva "
    "portarli all’altra riva. Non c’era nessuno sul molo e l’acqua era così quieta che vi si vedevano le stelle.",
    "la": "Cum vesper venisset, cum fratre suo ad portum ivit, ubi navis erat quae eos postero die in alteram partem "
    "vectura erat. Nemo in ripa erat et aqua tam quieta ut stellae in ea viderentur.",
    "lt": "Kai atėjo vakaras, jis su savo broliu nuėjo į uostą, kur stovėjo laivas, kuris kitą rytą turėjo juos "
    "perkelti į kitą krantą. Krantinėje nebuvo nieko, o vanduo buvo toks ramus, kad jame buvo matyti žvaigždės.",
    "lv": "Kad pienāca vakars, viņš ar savu brāli gāja uz ostu, kur stāvēja kuģis, kas nākamajā rītā vedīs viņus uz "
    "otru krastu. Krastā neviena nebija, un ūdens bija tik mierīgs, ka tajā varēja redzēt zvaigznes.",
    "nb": "Da kvelden kom, gikk han med sin bror til havnen, hvor skipet lå som neste morgen skulle føre dem til den "
    "andre siden. Det var ingen på kaien, og vannet var så stille at man kunne se stjernene i det av og til.",
    "nl": "Toen de avond viel ging hij met zijn broeder naar de haven, waar het schip lag dat hen den volgenden morgen "
    "naar den overkant zou brengen. Er was niemand op de kade en het water was zoo stil dat men de sterren zag.",
    "pl": "Kiedy zapadł wieczór, poszedł z bratem do portu, gdzie stał statek, który następnego ranka miał ich zabrać "
    "na drugą stronę. Na nabrzeżu nie było nikogo, a woda była tak spokojna, że widać było w niej gwiazdy.",
    "pt": "Quando cahiu a noite foi com o seu irmão para o porto, onde estava o navio que na manhã seguinte os levaria "
    "para a outra margem. Não havia ninguem no caes e a agua era tão quieta que nella se viam as estrellas.",
    "ro": "Când se lăsă seara, se duse cu fratele său în port, unde se afla corabia care avea să-i ducă a doua zi pe "
    "celălalt mal. Nu era nimeni pe chei și apa era atât de liniștită încât se vedeau stelele în ea.",
    "ru": "Когда наступилъ вечеръ, онъ пошёл с братом в гавань, где стоял корабль, который на следующее утро должен "
    "был отвезти их на другой берег. На набережной никого не было, и вода была так тиха, что в ней были видны звёзды.",
    "sk": "Keď prišiel večer, šiel s bratom do prístavu, kde stála loď, ktorá ich mala na druhé ráno odviezť na druhý "
    "breh. Na nábreží nebol nikto a voda bola tak tichá, že v nej bolo vidieť hviezdy.",
    "sl": "Ko je prišel večer, je šel z bratom v pristanišče, kjer je stala ladja, ki naj bi ju drugo jutro prepeljala "
    "na drugi breg. Na obali ni bilo nikogar in voda je bila tako mirna, da so se v njej videle zvezde.",
    "sr": "Кад је пало вече, пошао је с братом у луку, где је стајао брод који их је сутрадан имао превести на другу "
    "обалу. На обали није било никога и вода је била тако мирна да су се у њој виделе звезде.",
    "sv": "När kvällen kom gick han med sin broder till hamnen, där skeppet låg som nästa morgon skulle föra dem till "
    "andra sidan. Det fanns ingen på kajen och vattnet var så stilla att man kunde se stjernorna i det.",
    "tr": "Akşam olduğu zaman kardeşi ile limana gitti; onları ertesi sabah karşı kıyıya götürecek olan gemi orada "
    "idi. Rıhtımda kimse yok ve su o kadar sakin idi ki içinde yıldızlar bile görünüyordu.",
    "uk": "Коли настав вечір, він пішов з братом до гавані, де стояв корабель, який на другий ранок мав відвезти їх на "
    "інший берег. На набережній не було нікого, і вода була така тиха, що в ній було видно зорі.",
}


@pytest.mark.parametrize("code", SAMPLES)
def test_a_text_is_in_the_language_of_its_function_words(code: str) -> None:
    assert guess(SAMPLES[code]) == code


def test_every_language_has_function_words_and_a_sample() -> None:
    """A code such as `no` stands for another language."""
    different = {words: code for code, words in reversed([*function_words().items()])}
    assert set(different.values()) == set(SAMPLES)
    assert set(function_words()) == set(every_code())


@pytest.mark.parametrize(
    "text", ["", "1939 1940 1941", "Litvinov Molotov Ribbentrop Schulenburg Hilger Astakhov Potemkin"]
)
def test_a_text_without_function_words_is_in_no_known_language(text: str) -> None:
    assert guess(text) == ""
