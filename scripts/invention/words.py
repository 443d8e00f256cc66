"""The words of the invented books, and the grammar that makes sentences of them.

A rule of `GRAMMAR` has forms of which one is taken; `{name}` in a form is another rule, or one of the
slots that the author fills from the book's world (`person`, `place`, `body`, `work`, `day`, `month_of`,
`year`, `part`, `sum`). Every plain word is one that a dictionary has, so that it may be divided.
"""

from __future__ import annotations

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

GIVEN = (
    "Adela", "Alban", "Anselm", "Berta", "Caspar", "Clemence", "Corin", "Dagmar", "Edda", "Elias", "Emeric", "Fabian",
    "Frida", "Gerda", "Gideon", "Greta", "Hanna", "Ida", "Ignaz", "Ilse", "Jonas", "Jorin", "Klara", "Lambert",
    "Leonie", "Linus", "Magda", "Marius", "Nils", "Oda", "Oskar", "Paula", "Ragna", "Rasmus", "Rufus", "Selma",
    "Simeon", "Tilda", "Tobias", "Ulrika", "Valentin", "Vera", "Wanda", "Wilmar",
)  # fmt: skip
HEADS = (
    "Al", "Bar", "Ber", "Bor", "Brü", "Cal", "Cor", "Dal", "Dor", "Eld", "Fal", "Fen", "Gar", "Gol", "Hal", "Har",
    "Hol", "Jas", "Kel", "Kor", "Lam", "Lor", "Mar", "Mel", "Mør", "Nor", "Ost", "Pel", "Quin", "Ral", "Ros", "Sal",
    "Sel", "Sør", "Tal", "Tor", "Ul", "Val", "Ver", "Wal", "Wel", "Zan",
)  # fmt: skip
MIDDLES = (
    "a", "ba", "be", "da", "de", "di", "ga", "ge", "i", "ka", "ki", "la", "li", "ma", "mi", "na", "ne", "o", "ra",
    "ri", "se", "ta", "te", "ti", "va", "vi",
)  # fmt: skip
OF_PERSONS = ("berg", "brand", "dahl", "ger", "gren", "holt", "kens", "lin", "ner", "rick", "sen", "sted", "tz", "vik")
OF_PLACES = (
    "borg",
    "bridge",
    "combe",
    "dorf",
    "fell",
    "ford",
    "haven",
    "mark",
    "mouth",
    "mund",
    "ness",
    "stow",
    "wick",
)

THINGS = (
    "beacon", "bell", "brewery", "canal", "causeway", "ferry", "foundry", "granary", "lock", "mill", "orchard",
    "quarry", "reservoir", "ropewalk", "tannery", "tollgate", "viaduct", "weir", "wharf",
)  # fmt: skip
COMPOUNDS = ("harbour-master", "tide-table", "toll-house")
ADJECTIVES = (
    "ancient", "awkward", "bitter", "careful", "cautious", "common", "costly", "curious", "delicate", "discreet",
    "distant", "doubtful", "eastern", "elaborate", "empty", "expensive", "famous", "forgotten", "formal", "generous",
    "grave", "honest", "hopeful", "impatient", "lasting", "local", "lonely", "modest", "narrow", "northern",
    "obstinate", "official", "ordinary", "patient", "peculiar", "plain", "pleasant", "practical", "private",
    "provincial", "reluctant", "remarkable", "respectable", "secret", "serious", "silent", "solemn", "southern",
    "stubborn", "temporary", "tolerable", "troublesome", "unhappy", "unpaid", "unusual", "useful", "western",
)  # fmt: skip
PEOPLE = (
    "carpenters", "clerks", "councillors", "delegates", "engineers", "farmers", "fishermen", "foremen", "gardeners",
    "innkeepers", "inspectors", "keepers", "labourers", "magistrates", "masons", "members", "merchants", "millers",
    "neighbours", "pensioners", "pilots", "porters", "schoolmasters", "secretaries", "shareholders", "surveyors",
    "tenants", "trustees", "voters", "widows",
)  # fmt: skip
MATTERS = (
    "account", "agreement", "ambition", "answer", "argument", "arrangement", "audit", "bargain", "budget", "ceremony",
    "charter", "claim", "committee", "complaint", "compromise", "concession", "contract", "custom", "debate",
    "decision", "delay", "demand", "dispute", "doubt", "election", "estimate", "expense", "failure", "grievance",
    "harvest", "inquiry", "inventory", "invoice", "journey", "judgement", "lease", "ledger", "letter", "licence",
    "majority", "meeting", "memorandum", "misunderstanding", "mortgage", "motion", "negotiation", "objection",
    "occasion", "offer", "opinion", "partnership", "pension", "petition", "precedent", "privilege", "promise",
    "proposal", "protest", "question", "quarrel", "receipt", "refusal", "register", "remedy", "repair", "report",
    "resolution", "rumour", "salary", "schedule", "settlement", "signature", "statement", "subscription", "survey",
    "suspicion", "testimony", "treaty", "verdict", "warning", "witness",
)  # fmt: skip
DEEDS = (
    "abandoned", "accepted", "admired", "amended", "announced", "answered", "approved", "blamed", "borrowed",
    "circulated", "collected", "concealed", "condemned", "confirmed", "considered", "copied", "corrected", "debated",
    "defended", "deplored", "described", "disputed", "drafted", "encouraged", "endorsed", "examined", "explained",
    "financed", "forgot", "ignored", "inherited", "invented", "measured", "mentioned", "neglected", "opened",
    "opposed", "overlooked", "postponed", "praised", "prepared", "presented", "printed", "produced", "promised",
    "published", "questioned", "received", "recommended", "recorded", "regretted", "rejected", "remembered",
    "renewed", "repeated", "resented", "reviewed", "revived", "signed", "suggested", "supported", "suspended",
    "tolerated", "translated", "trusted", "understood", "welcomed", "withdrew",
)  # fmt: skip
MANNERS = (
    "at great length", "behind closed doors", "by a narrow vote", "for the second time", "in a good hand",
    "in some haste", "in the ordinary way", "on a wet evening", "out of habit", "rather late", "to general surprise",
    "with a bad grace", "with every courtesy", "without a word", "without enthusiasm", "without much hope",
)  # fmt: skip
SPOTS = (
    "cellar", "chapel", "corn exchange", "counting-house", "courtroom", "garden", "harbour", "inn", "kitchen",
    "library", "market", "parlour", "railway station", "reading room", "schoolroom", "square", "upper town",
    "warehouse", "workshop", "yard",
)  # fmt: skip

GRAMMAR: dict[str, tuple[str, ...]] = {
    "np": (
        "the {adjective} {matter}", "the {matter}", "a {adjective} {matter}", "the {matter} of the {people}",
        "the {people}’ {matter}", "every {matter}", "the {matter} about the {thing}", "the old {matter}",
        "the {matter} from {place}", "what the {people} called the {matter}", "the {adjective} {thing}",
    ),
    "who": (
        "{person}", "{person}", "{person}", "{body}", "the {people}", "the {people} of {place}", "{body}",
        "the {adjective} {people}", "one of the {people}", "most of the {people}",
    ),
    "vp": (
        "{deed} {np}", "{deed} {np} {manner}", "{deed} {np} and {deed} {np}", "had already {deed_had} {np}",
        "{deed} {np} in the {spot}", "never {deed} {np}", "{deed} both {np} and {np}", "{deed} {np} at {place}",
    ),
    "deed_had": ("accepted", "answered", "drafted", "examined", "promised", "received", "refused", "signed"),
    "when": (
        "On {day}", "In {month_of}", "In {year}", "By the end of {year}", "A week later", "That winter", "For months",
        "Before the thaw", "In the same week", "Until {year}", "At the next meeting", "During the harvest",
    ),
    "clause": (
        "which was {adjective}", "as the {matter} shows", "though nobody {deed} it", "and the {people} {deed} it",
        "because {np} was {adjective}", "while {who} {vp}", "so that {who} {vp}", "and {who} {vp}",
        "but {who} {vp}", "since {np} had come to nothing", "as if {np} were a matter of {matter}s",
    ),
    "plain": (
        "{who} {vp}", "{when} {who} {vp}", "{when} {who} {vp}, {clause}", "{who} {vp}, {clause}",
        "{who} {vp}; {who} {vp}", "{np} was {adjective}, {clause}", "It was {adjective} that {who} {vp}",
        "There was {nowhere} {np}, {clause}", "Of {np} there was not a word in {work}",
        "What {who} {deed} was not {np} but {np}", "{person} wrote to {person}, {clause}",
        "Neither {np} nor {np} was ever {deed_had}", "{when} the sum of {sum} crowns was {deed_had}, {clause}",
        "{who} {vp} – {manner} – and {who} {vp}", "As {part} shows, {who} {vp}", "{who} (see {part}) {vp}",
        "The journey from {place} to {place} took the {people} a whole day, {clause}",
        "Not even {work} {deed} {np} … {clause}, it is true",
        "{person} {deed} {np} on {day}", "{body} {deed} {np} in {year}", "{np} was {deed_had} at {place} on {day}",
    ),
    "nowhere": ("nowhere", "once again", "at last", "everywhere"),
    "quoted": (
        "‘{q_sentence}’, wrote {person}, ‘{q_end}’", "‘{q_sentence}’, said {person}", "{person} called it ‘{q_end}’",
        "In {work} it was ‘{q_end}’", "{person} asked whether it was ‘{q_end}’, {clause}",
    ),
    "q_sentence": (
        "I have {deed_had} {np}", "The {matter} is {adjective}", "We {deed} {np}", "Nobody {deed} {np} {manner}",
    ),
    "q_end": (
        "a {matter} without {matter}s", "the {adjective} {matter} of {adjective} {people}", "not {np} but {np}",
        "a {thing} for the {people}", "the last {matter} of its kind",
    ),
    "motto": (
        "A {thing} is no {matter}.", "The {people} keep the {matter} and the {matter} keeps the {people}.",
        "No {matter} was ever {adjective} to those who {deed} it.", "Where there is a {thing} there is a {matter}.",
    ),
    "letter": (
        "I have {deed_had} {np} and I shall say no more of it", "You will have heard that the {people} {deed} {np}",
        "We are told {manner} that {np} is {adjective}", "It rained, and {np} was {deed_had} {manner}",
        "My {people} do not trust {np}, and I cannot blame them", "The {thing} is still {adjective}, but {np} is not",
    ),
    "speech": (
        "And {np}?", "There will be no {matter}.", "You are asking me for a {matter}.", "It was {adjective}.",
        "I {deed} {np}, and so did the {people}.", "Who will tell the {people} of {np}?", "Nobody will.",
    ),
    "introduces": (
        "{person} {deed} {np} in a letter of {day}", "The answer was {adjective}", "{body} {deed} {np} in these words",
        "The minutes of {day} have the {matter}", "What followed is in {person}’s hand",
    ),
    "goes_on": (
        "and so {np} was {deed_had} after all", "but {who} {vp}", "which {who} {deed} {manner}",
        "and with that {np} was at an end",
    ),
    "pamphlet": ("{who} {vp}, as the pamphlet ‘{month_of}’ has it",),
    "point": (
        "{np} was {adjective}, and not {adjective}", "{who} {vp}", "{np} came before {np}",
        "no {matter} was {deed_had}",
    ),
    "article": (
        "The {thing} shall be the common possession of the Parties", "Neither Party shall lease or lend the {thing}",
        "The {matter} shall be {deed_had} in the month of May in each year", "Dues shall be levied on every {thing}",
        "The {people} shall have the use of the {thing} on every day of the year",
        "Each Party shall name two {people}, who shall settle every {matter}",
    ),
    "event": (
        "{body} {deed} the {matter}.", "{person} {deed} the {adjective} {matter}.", "The {thing} at {place} is opened.",
        "Talks on the {matter} begin at {place}.", "{person} resigns.", "The {people} of {place} {deed} the {matter}.",
    ),
    "topic": ("The {adjective} {matter}", "A {matter} without {matter}s", "The {matter} of the {people}"),
    "heading": (
        "The {adjective} {matter}", "A {matter} and a {matter}", "{year_of}", "The {people} and the {thing}",
        "After the {matter}", "{a_place} and the {matter}",
    ),
    "adjective": ADJECTIVES, "people": PEOPLE, "matter": MATTERS, "deed": DEEDS, "manner": MANNERS, "spot": SPOTS,
    "thing": (*THINGS, *COMPOUNDS),
}  # fmt: skip

# What the machine reads for letters that look like it: printed, read.
CONFUSED = (
    ("rn", "m"), ("h", "b"), ("d", "cl"), ("e", "c"), ("l", "1"), ("m", "rn"), ("n", "ri"), ("li", "h"), ("u", "n"),
    ("ti", "d"), ("g", "e"), ("m", "ni"), ("c", "e"),
)  # fmt: skip
DIACRITICS = {"ü": ("ii", "u", "ti"), "ø": ("o", "6"), "Ø": ("0", "O")}
ALWAYS_MISREAD = {"harbour": "barbour", "market": "niarket", "letter": "lctter"}
