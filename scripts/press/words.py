"""Sentences in three languages from small tables. They make sense enough to be read by an OCR engine."""

from __future__ import annotations

from random import Random

Table = tuple[tuple[str, ...], ...]

TABLES: dict[str, Table] = {
    "en": (
        ("The carters of the upper valley", "Nobody in the council", "The old toll-keeper", "A letter from the harbour",
         "The second winter", "Her brother the surveyor", "The company of the weir", "Every farmer on the ridge",
         "The clerk of the market", "An honest witness", "The ferry at the lower bridge", "Our grandfathers"),
        ("had long remembered", "could not easily forget", "was careful to describe", "brought back to the town",
         "kept in a narrow cupboard", "laid before the assembly", "quarrelled again about", "measured with patience",
         "sold for a trifling sum", "carried over the pass", "defended against all strangers", "refused to discuss"),
        ("the ledger of the salt office", "a drawing of the broken lock", "the price of eleven barrels",
         "the boundary between two meadows", "what the miller had promised", "the bell that had fallen in the river",
         "three waggons of roofing slate", "the custom of the midsummer fair", "a map without any names",
         "the oath of the forty drivers", "those debts which were never paid", "the road behind the tannery"),
        ("before the frost came down from the hills", "and no answer was ever received", "as the parish books relate",
         "although the gate stood open until morning", "in the year of the great flood", "with more zeal than prudence",
         "because the bridge had been repaired at last", "so that the children still speak of it",
         "while the magistrates were at dinner", "for reasons which he took to his grave",
         "until the snow had melted in the lanes", "and thus the matter rested for a generation"),
    ),
    "fr": (
        ("Les charretiers de la haute vallée", "Aucun membre du conseil", "Le vieux péager", "Une lettre du port",
         "Le second hiver", "Son frère l’arpenteur", "La compagnie du barrage", "Chaque fermier de la colline",
         "Le greffier du marché", "Un témoin honnête", "Le bac du pont inférieur", "Nos grands-pères"),
        ("avaient longtemps gardé en mémoire", "ne pouvait oublier sans peine", "prit soin de décrire",
         "rapporta dans la ville", "conservait dans une armoire étroite", "déposa devant l’assemblée",
         "se disputa encore au sujet de", "mesura avec une grande patience", "vendit pour une somme légère",
         "transporta par-dessus le col", "défendit contre tous les étrangers", "refusa de discuter"),
        ("le registre du grenier à sel", "un dessin de l’écluse brisée", "le prix de onze tonneaux",
         "la limite entre deux prairies", "la promesse du meunier", "la cloche tombée dans la rivière",
         "trois chariots d’ardoises", "la coutume de la foire d’été", "une carte sans aucun nom",
         "le serment des quarante voituriers", "les dettes qui ne furent jamais payées", "le chemin de la tannerie"),
        ("avant que la gelée ne descendît des hauteurs", "et l’on ne reçut jamais de réponse",
         "comme le rapportent les livres de la paroisse", "quoique la porte restât ouverte jusqu’au matin",
         "dans l’année de la grande crue", "avec plus de zèle que de prudence",
         "parce que le pont était enfin réparé", "de sorte que les enfants en parlent encore",
         "tandis que les magistrats étaient à table", "pour des raisons qu’il emporta dans la tombe",
         "jusqu’à la fonte des neiges", "et l’affaire en resta là pendant une génération"),
    ),
    "de": (
        ("Die Fuhrleute des oberen Tales", "Niemand im Rate", "Der alte Zöllner", "Ein Brief aus dem Hafen",
         "Der zweite Winter", "Ihr Bruder, der Feldmesser,", "Die Gesellschaft des Wehres", "Jeder Bauer auf der Höhe",
         "Der Schreiber des Marktes", "Ein ehrlicher Zeuge", "Die Fähre an der unteren Brücke", "Unser Großvater"),
        ("bewahrte lange im Gedächtnis", "vergaß nur mit Mühe", "beschrieb mit großer Sorgfalt", "brachte in die Stadt",
         "verwahrte in einem schmalen Schranke", "legte der Versammlung vor", "stritt abermals über",
         "maß mit vieler Geduld", "verkaufte für eine geringe Summe", "trug über den Paß",
         "verteidigte gegen alle Fremden", "verschwieg den Nachbarn"),
        ("das Buch des Salzamtes", "eine Zeichnung der zerbrochenen Schleuse", "den Preis von elf Fässern",
         "die Grenze zwischen zwei Wiesen", "das Versprechen des Müllers", "die Glocke aus dem Flusse",
         "drei Wagen voll Schiefer", "den Brauch des Sommermarktes", "eine Karte ohne Namen",
         "den Eid der vierzig Fuhrleute", "jene niemals bezahlten Schulden", "die Straße hinter der Gerberei"),
        ("ehe der Frost von den Bergen kam", "und eine Antwort traf niemals ein", "wie die Kirchenbücher erzählen",
         "obgleich das Tor bis zum Morgen offen stand", "im Jahre der großen Flut", "mit mehr Eifer als Klugheit",
         "weil die Brücke endlich ausgebessert war", "so daß die Kinder noch heute davon sprechen",
         "während die Ratsherren bei Tische saßen", "aus Gründen, die er mit ins Grab nahm",
         "bis der Schnee in den Gassen geschmolzen war", "und so ruhte die Sache ein Menschenalter lang"),
    ),
}  # fmt: skip
TITLES = {
    "en": ("The Salt Office", "A Winter without Carts", "Of the Forty Drivers", "The Broken Lock",
           "What the Miller Said", "The Bell in the River", "The Weir", "On the Ridge above the Town",
           "How the Debt was Paid", "A Map without Names", "Frost"),
    "fr": ("Le grenier à sel", "Un hiver sans chariots", "Des quarante voituriers", "L’écluse brisée",
           "La promesse du meunier", "La cloche dans la rivière", "Le barrage", "Sur la colline",
           "Comment la dette fut payée", "Une carte sans noms", "La gelée"),
    "de": ("Das Salzamt", "Ein Winter ohne Wagen", "Von den vierzig Fuhrleuten", "Die zerbrochene Schleuse",
           "Das Versprechen des Müllers", "Die Glocke im Flusse", "Das Wehr", "Auf der Höhe",
           "Wie die Schuld bezahlt wurde", "Eine Karte ohne Namen", "Der Frost"),
}  # fmt: skip
VERSES = (
    ("The salt went down, the slate came back,", "The mules were tired and lean,"),
    ("And where the toll-house gate was black", "The grass grew long and green."),
    ("O keeper of the narrow stair,", "Who counted sack and sheaf,"),
    ("The bridge you built is standing there,", "The bell is underneath."),
)


def sentence(draw: Random, language: str) -> str:
    """A sentence of one clause or two."""
    first, verb, thing, tail = (draw.choice(column) for column in TABLES[language])
    if draw.random() < 0.4:
        return f"{first} {verb} {thing}, {tail}; {draw.choice(TABLES[language][3])}."
    return f"{first} {verb} {thing}, {tail}."


def paragraph(draw: Random, language: str) -> list[str]:
    """Three to seven sentences."""
    return [sentence(draw, language) for _ in range(draw.randint(3, 7))]
