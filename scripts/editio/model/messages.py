"""The messages of the build about the text: each has a code, a place and a hint.

Nothing here stops a build by itself. A stage that cannot settle something returns a `Message` with its result. Only
input from which nothing can be built raises a `Refusal`, which carries messages too. So users always read the same four
things: the problem, its place, the fix, and the code to look up in the documentation.

The codes are data (`CODES`): the site's page "Messages of the build" is made from them, and the tests have a small
fixture for each.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    ERROR = "error"  # the build fails
    WARNING = "warning"  # the edition is built, but the recognition looks wrong as a whole
    OPEN = "open"  # the edition is built; an editor should settle it
    NOTE = "note"  # worth knowing: something was inferred, and says so


@dataclass(frozen=True)
class Code:
    severity: Severity
    meaning: str
    hint: str


ERROR, WARNING, OPEN, NOTE = Severity.ERROR, Severity.WARNING, Severity.OPEN, Severity.NOTE

CODES: dict[str, Code] = {
    "W001": Code(ERROR, "The witness is not there.", "Give the path of the OCR text: make site WITNESS=path."),
    "W002": Code(ERROR, "The witness is not a file.", "Give the path of the text file itself."),
    "W003": Code(ERROR, "The witness holds no text.", "Check that the file was copied whole."),
    "W004": Code(
        ERROR,
        "The witness is damaged: some of its bytes are not characters of its encoding.",
        "Get an undamaged copy, or correct the place shown.",
    ),
    "W005": Code(ERROR, "The witness holds control characters that no text has.", "Give the OCR text, not the scan."),
    "W006": Code(
        ERROR,
        "This is not the witness that edition.toml names.",
        "Use the witness whose SHA-256 edition.toml gives (a shorter file is a truncated copy), "
        "or, for a new witness, write its SHA-256 there and check every entry of the apparatus.",
    ),
    "W007": Code(
        ERROR,
        "The witness is in no format that can be read.",
        "Give plain text, a folder of page files, ALTO, hOCR, PAGE XML or DjVu XML (each also as a folder, ZIP or "
        "gzip), or a PDF with a text layer. Save a document of a word processor as plain text (UTF-8); images and "
        "scans need an OCR engine first.",
    ),
    "W008": Code(
        ERROR,
        "The files of the witness do not belong together.",
        "Keep the pages of one book in one format, with names such as p001 and p002, and f001 and f002 for front "
        "matter. Take other files out of the folder.",
    ),
    "W009": Code(
        ERROR,
        "The witness is broken: its format cannot be parsed.",
        "Copy or export the file again; fix it at the place shown if it was edited by hand.",
    ),
    "W010": Code(
        ERROR,
        "The XML of the witness declares entities, which no OCR format needs.",
        "If you trust its maker, remove the DOCTYPE from the file; otherwise do not use it.",
    ),
    "W011": Code(
        ERROR,
        "The archive or folder of the witness cannot be read, or is too large for one book.",
        "Pack it again without encryption, and only the pages of one book; one file may have 200 MB, all files "
        "together 2,000 MB, their plain text 30 MB, and there may be 20,000 files.",
    ),
    "W012": Code(ERROR, "The PDF has no text layer.", "Run an OCR engine on it, for example OCRmyPDF."),
    "W013": Code(ERROR, "The PDF is encrypted.", "Save it without a password, for example with qpdf --decrypt."),
    "W014": Code(
        ERROR,
        "A file of the witness lies outside its folder or archive.",
        "Copy the file into the folder instead of linking to it, or pack the archive again.",
    ),
    "W020": Code(
        NOTE,
        "Files beside the witness are records about the book and are not read.",
        "No action is needed; edition.toml describes the book.",
    ),
    "W021": Code(
        NOTE,
        "The witness is not UTF-8; its encoding was inferred.",
        "If accents or quotation marks look wrong, convert the file: iconv -f THE-ENCODING -t UTF-8.",
    ),
    "W022": Code(
        NOTE,
        "On some leaves the order of the lines differs from their position on the page.",
        "Compare these leaves with their images; the order of the OCR is kept.",
    ),
    "W023": Code(
        NOTE,
        "The witness holds marks that its makers added; they are set aside.",
        "No action is needed; the page State of the edition lists how much was set aside, and why.",
    ),
    "W024": Code(
        OPEN,
        "Lines of the witness look like two columns that were read across.",
        "Have the OCR engine read the columns one after the other, and use its new text.",
    ),
    "W031": Code(
        ERROR,
        "A page image cannot be read.",
        "Give JPEG, PNG, TIFF, WebP, GIF, BMP or JPEG 2000, and export or copy the file again if it is damaged.",
    ),
    "W032": Code(
        ERROR,
        "A page image is too large.",
        "Scale it down: an image may have 150 million pixels, and 30,000 on one side.",
    ),
    "W033": Code(
        NOTE,
        "Some printed pages have no image.",
        "Put their images into the folder images/ of the edition, each named for its page, as 57.jpg.",
    ),
    "W034": Code(
        OPEN,
        "Files in the folder images/ belong to no printed page.",
        "Name each image for its printed page as the address of the witness page does: 57.jpg, vii.jpg, jacket.jpg.",
    ),
    "A001": Code(ERROR, "A file of the edition cannot be read.", "Fix the file at the place shown."),
    "A002": Code(ERROR, "An entry of the apparatus is malformed.", "Compare the entry with the header of its file."),
    "A003": Code(
        ERROR,
        "Two entries of the apparatus have the same id, or decide the same thing.",
        "Give the newer one a new id, or delete the one that is wrong.",
    ),
    "A004": Code(
        ERROR,
        "An entry names a place or a work that is missing from apparatus/names.tsv.",
        "Correct the key, or delete the entry.",
    ),
    "A005": Code(
        ERROR,
        "Two entries of apparatus/structure.tsv give one line two roles, or one role twice.",
        "Keep the entry that is right, and delete the other or change its lines.",
    ),
    "A006": Code(
        ERROR,
        "A file in a folder of registers has a name that the build does not know, so it would have no effect.",
        "Rename it, or move it out of the folder.",
    ),
    "A007": Code(
        ERROR,
        "A cross-reference in apparatus/subjects.tsv leads nowhere.",
        "Give the key of another entry of apparatus/subjects.tsv, one without see, or of apparatus/names.tsv.",
    ),
    "A008": Code(
        ERROR,
        "A file or an entry is about an appendix that the edition does not have.",
        "Correct the number (appendices are counted from 1 in the order of the book), or delete the file or entry.",
    ),
    "Q101": Code(
        WARNING,
        "No chapter was found.",
        "Enter the headings in apparatus/structure.tsv with the role chapter; if the book has none, use --accept.",
    ),
    "Q102": Code(
        WARNING,
        "Pages do not have the length of printed pages.",
        "Set pages under [witness] in edition.toml, or enter page starts in apparatus/structure.tsv (role page).",
    ),
    "Q103": Code(
        WARNING,
        "Running heads are still in the text.",
        "Enter them in apparatus/structure.tsv with the role running head, or correct running_title in edition.toml.",
    ),
    "Q104": Code(
        WARNING,
        "Notes have no calls in the text.",
        "Enter the calls in apparatus/calls.tsv, or emend the marks that the OCR misread.",
    ),
    "Q105": Code(
        WARNING,
        "Something that looks like markup is in the text.",
        "Look for tags, entities and _underscores_ in the site; remove them with emendations.",
    ),
    "Q106": Code(
        WARNING,
        "The words of the text are not those of its language.",
        "Check language in edition.toml. If it is right, the OCR is poor: emend, or make it again.",
    ),
    "Q107": Code(
        WARNING,
        "Much of the witness was set aside.",
        "See the register of emendations for what was set aside, and correct it in apparatus/structure.tsv.",
    ),
    "Q108": Code(
        WARNING,
        "Paragraphs begin with small letters.",
        "Lines of one paragraph were divided: enter the role text for their first lines in apparatus/structure.tsv.",
    ),
    "Q109": Code(
        WARNING,
        "Lines at the foot of pages look like notes.",
        "Enter them in apparatus/structure.tsv with the role note.",
    ),
    "Q110": Code(
        WARNING,
        "Most numbers of printed pages are only inferred.",
        "Compare a few with the book, and enter what you find in apparatus/structure.tsv with the role page.",
    ),
    "Q111": Code(
        WARNING,
        "Headings of chapters are probably missing or wrong.",
        "Compare the chapters with the book, and enter those that are missing in apparatus/structure.tsv.",
    ),
    "M810": Code(
        ERROR,
        "There is something at this path already.",
        "Give the new edition a folder that does not exist yet.",
    ),
    "P101": Code(
        NOTE,
        "The numbers of printed pages are inferred by counting.",
        "No action is needed. If a number is wrong, enter the label of its leaf in apparatus/structure.tsv; the "
        "pages counted from it follow.",
    ),
    "P102": Code(
        OPEN,
        "The page numbers rise by more than there are leaves: a page start or a leaf is lost.",
        "Find the page start and enter it in apparatus/structure.tsv as a page, or enter the label of a leaf.",
    ),
    "P103": Code(
        OPEN,
        "A number that looks like a folio does not fit the sequence of pages.",
        "Compare the printed page. If the number is right, enter the label of the page in apparatus/structure.tsv; if "
        "it was misread, enter the line as a folio with the right number.",
    ),
    "P104": Code(
        OPEN,
        "Leaves are out of order.",
        "Compare the book. If the scan has them out of order, put its files in order; if a number was misread, enter "
        "the label of the leaf in apparatus/structure.tsv.",
    ),
    "P105": Code(
        NOTE,
        "The format does not say where pages begin; a mark in the text was chosen.",
        'If the pages are wrong, name the mark in edition.toml: under [witness], pages = "form feed", "empty '
        'lines", "indent", "running heads" or "none".',
    ),
    "P106": Code(
        NOTE,
        "The text does not show where printed pages begin, so the edition has no page numbers.",
        'If it does show them, name the mark in edition.toml: under [witness], pages = "form feed", "empty '
        'lines", "indent" or "running heads".',
    ),
    "H201": Code(
        OPEN,
        "Neither the book nor a dictionary shows whether a word divided at a line end has a hyphen.",
        "Enter the word as the book would print it in apparatus/hyphenation.tsv.",
    ),
    "H202": Code(
        ERROR,
        "An entry of the hyphenation register fits no line end of the witness.",
        "Correct or delete the entry.",
    ),
    "C301": Code(
        OPEN,
        "A note call is missing from its chapter's sequence and no place for it was found.",
        "Find the place and enter it in apparatus/calls.tsv.",
    ),
    "C302": Code(
        NOTE,
        "A note call is inferred: its mark or that of its note is garbled, or another mark fits as well.",
        "Check the place; an entry in apparatus/calls.tsv settles it.",
    ),
    "C303": Code(NOTE, "A note call is printed twice.", "No action is needed; both lead to the same note."),
    "C304": Code(
        OPEN,
        "Figures joined to a word do not fit the sequence of note calls.",
        "If they belong to the word, emend; if they are a call, enter it in apparatus/calls.tsv.",
    ),
    "C305": Code(
        ERROR,
        "An entry of the register of calls does not fit the witness.",
        "Correct its line, reading or note, or delete it.",
    ),
    "C306": Code(
        OPEN,
        "No note calls were found for some notes. Each stands at the end of the text on its page.",
        "Find their calls and enter them in apparatus/calls.tsv.",
    ),
    "C307": Code(
        OPEN,
        "Some note calls have no note.",
        "Find the note, or its misread number, and emend it. If the mark is not a call, no action is needed.",
    ),
    "C308": Code(
        NOTE,
        "The number of an endnote is misread; it is inferred from the sequence.",
        "Emend the number to settle it.",
    ),
    "C309": Code(
        OPEN,
        "Endnotes are missing from the sequence of their numbers.",
        "Find the lines at which they begin and emend their numbers; their text is in the note before them.",
    ),
    "E401": Code(
        ERROR,
        "An entry does not fit the witness: its reading is not in the line named.",
        "Correct its line or reading, or delete the entry.",
    ),
    "E402": Code(
        ERROR,
        "An emendation is ambiguous: its reading occurs more than once in the line.",
        "Give the column, or a longer reading.",
    ),
    "E403": Code(ERROR, "Two emendations overlap.", "Make one entry of the two."),
    "E404": Code(
        ERROR,
        "An emendation changes something outside the text: markup, a running head, a folio or the mark of a footnote.",
        "Take the entry out; a running head or folio that is set aside in error is put right in "
        "apparatus/structure.tsv.",
    ),
    "S501": Code(
        OPEN,
        "The numbers of the chapters leave a gap.",
        "Enter the heading in apparatus/structure.tsv.",
    ),
    "S502": Code(
        OPEN,
        "Dates and events of the chronology cannot be paired.",
        "Find the event, or the date or stop that the OCR misread, and emend it.",
    ),
    "S503": Code(
        ERROR,
        "An entry of the structure register does not fit the witness.",
        "Correct the lines that it names.",
    ),
    "S506": Code(
        NOTE,
        "The number of a heading is misread. The headings before and after it say which one was printed.",
        "Emend the number, or enter the heading in apparatus/structure.tsv.",
    ),
    "S507": Code(
        OPEN,
        "A title of the contents list was not found in the book.",
        "Enter the line at which it stands in apparatus/structure.tsv, or emend it.",
    ),
    "S508": Code(
        ERROR,
        "An entry of apparatus/structure.tsv has no effect.",
        "Compare it with the entries for the lines around it, and correct it or remove it.",
    ),
    "S509": Code(
        ERROR,
        "A paragraph holds more figures and marks than any printed paragraph.",
        "Remove them from the OCR if they are damage, or enter the first lines of its paragraphs in "
        "apparatus/structure.tsv (role text).",
    ),
    "T601": Code(
        OPEN,
        "A quotation mark may open or close; the characters around it do not decide.",
        "Emend it to the mark that was printed.",
    ),
    "T602": Code(
        NOTE,
        "The engine has no file for the language of the book.",
        "No action is needed: marks and blanks stay as the witness has them, and no heading words are known. "
        "CONTRIBUTING.md says how to add a language.",
    ),
    "T603": Code(
        OPEN,
        "The large initial at the beginning of a text is lost or misread.",
        "Emend the first word.",
    ),
    "L701": Code(
        ERROR,
        "The witness cannot be reconstructed from the ledger.",
        "This is a bug in the engine, not in the apparatus: report it with the line shown.",
    ),
    "B201": Code(
        ERROR,
        "An entry of the bibliography cannot be read.",
        "Close its braces, put a comma after each field, and give each field once.",
    ),
    "B202": Code(ERROR, "Two entries of the bibliography have the same key.", "Give the newer one a new key."),
    "B203": Code(
        ERROR,
        "An entry of the bibliography is invalid.",
        "Compare it with the head of notes/references.bib; leave out uncertain fields.",
    ),
    "B204": Code(
        ERROR,
        "An entry of the bibliography is cited nowhere.",
        "Give its authority, or a note or document that cites it; or add background to its keywords; or delete it.",
    ),
    "B205": Code(
        ERROR,
        "The entry is missing from the bibliography.",
        "Correct the key, or enter the work in notes/references.bib.",
    ),
    "B206": Code(
        ERROR,
        "The note is missing from the chapter.",
        "Correct the number. It must be the number of a call in the chapter that the file is named after.",
    ),
    "B207": Code(
        OPEN,
        "A short reference in a note leads to no work.",
        "Give the work the short title, abbreviation or author by which the notes cite it, in notes/references.bib.",
    ),
    "N101": Code(
        OPEN,
        "Several entries share this name, and the context does not show which one is meant.",
        "Decide it in apparatus/ambiguous.tsv, or give an entry context words.",
    ),
    "N102": Code(
        ERROR,
        "An entry of the authority list occurs nowhere in the text.",
        "Add the form used in the text to the variants, or delete the entry.",
    ),
    "N103": Code(
        ERROR,
        "A decision on a name does not fit.",
        "Correct its line, reading or key, or delete it.",
    ),
    "N104": Code(
        ERROR,
        "An entry of the registers of references or dates does not fit its line.",
        "Correct its line, reading or target, or take it out: the line must have the reading once, as the witness has "
        "it.",
    ),
    "N105": Code(
        NOTE,
        "A form of a name does not occur in the text.",
        "Remove it from the variants, or move it to the column also, where readers look for it.",
    ),
    "K101": Code(
        ERROR,
        "An entry of apparatus/subjects.tsv leads to no passage.",
        "Correct its forms or list its passages, or delete the entry.",
    ),
    "K102": Code(
        ERROR,
        "A passage that apparatus/subjects.tsv lists is not in the edition.",
        "Copy the address of a passage from the site, such as chapters/04/#p12; a range ends later on the same page.",
    ),
    "K103": Code(
        NOTE,
        "A form or phrase of apparatus/subjects.tsv does not occur in the text.",
        "Correct it or delete it.",
    ),
    "F901": Code(
        ERROR,
        "An entry of apparatus/settled.tsv matches no suspect.",
        "Copy line, reading and kind from the output of make proof, or delete the entry.",
    ),
    "F902": Code(
        ERROR,
        "A suspect is not settled.",
        "Compare the printed book; emend the reading, or enter it in apparatus/settled.tsv.",
    ),
    "X101": Code(
        ERROR,
        "A published address would vanish.",
        "Put the entry or part that it names back, or say in the column now of apparatus/anchors.tsv to which "
        "address it is to lead.",
    ),
    "X102": Code(
        NOTE,
        "The words at a published address are gone. The address was placed by its neighbours.",
        "Open the address and check that it still leads to the same passage.",
    ),
    "X103": Code(
        NOTE,
        "A published page, call or article has moved to another place in the text.",
        "If its place was corrected, no action is needed. Otherwise fix the entry that moved it.",
    ),
    "V101": Code(
        ERROR,
        "An entry names an unknown version.",
        "Use a version from apparatus/versions.tsv, or the one in edition.toml.",
    ),
    "V102": Code(
        ERROR,
        "Versions are out of order.",
        "An entry ends later than it begins; in apparatus/versions.tsv each version is greater than the one before, "
        "and none greater than the one that edition.toml names.",
    ),
    "V103": Code(
        ERROR,
        "An entry of a published version was changed or deleted.",
        "What is published stays on record: a new entry says since which version it holds; one that is changed or "
        "withdrawn stays as it was, says in until from which version on it no longer holds, and a new entry is made.",
    ),
    "V104": Code(
        ERROR,
        "The text differs from the published version named in edition.toml.",
        "Increase the version in edition.toml.",
    ),
    "V105": Code(
        NOTE,
        "The text of passages in a published version cannot be restored from the registers.",
        "No action is needed: they were changed by a rule or divided differently, and the history page says so.",
    ),
    "V106": Code(
        ERROR,
        "This version cannot be published, because it is not higher than the last one.",
        "Increase the version in edition.toml.",
    ),
    "V107": Code(
        ERROR,
        "This version cannot be published, because it has no date.",
        "Enter the day of this version as date in edition.toml, such as 2026-11-24.",
    ),
    "R001": Code(
        ERROR, "This passage does not exist.", "Use the address of a page and a block, such as chapters/04/#p12."
    ),
    "R002": Code(
        ERROR,
        "The rights of the book are not cleared, so it must not be published.",
        "When they are, say so in edition.toml: under [rights], cleared = true, with the statement that readers see.",
    ),
    "R003": Code(
        WARNING,
        "The edition is published without an address.",
        "Set address under [site] in edition.toml. The page for unknown addresses, the site map and the links that "
        "readers copy need it.",
    ),
    "I01": Code(
        ERROR,
        "A link of the site is broken.",
        "Correct the page or the entry of the apparatus it comes from.",
    ),
    "I02": Code(ERROR, "A page has the same id twice.", "This is a bug in the engine: report it."),
    "I03": Code(ERROR, "A note call and its note do not link to each other.", "Check the chapter's calls and notes."),
    "I04": Code(ERROR, "A page loads something from another host.", "Remove it, or copy the file into docs/."),
    "M801": Code(
        ERROR, "The site could not be rendered.", "Read the output of MkDocs above. The earlier site is unchanged."
    ),
    "M802": Code(ERROR, "Another build of this edition is running.", "Wait for it to end."),
    "M803": Code(
        ERROR,
        "The outputs cannot be written.",
        "Check permissions and free space of the folder shown. The earlier site is unchanged.",
    ),
    "M804": Code(
        ERROR,
        "The PDF cannot be made, because a package that it needs is missing.",
        "make pdf installs what it needs; with pip: pip install 'editio[pdf]'.",
    ),
    "M805": Code(
        ERROR,
        "SOURCE_DATE_EPOCH is not a time.",
        "Give it whole seconds since 1970, or unset it: the edition is then dated as edition.toml says.",
    ),
    "M806": Code(
        ERROR,
        "A process of the build was killed.",
        "Check that there is enough memory and build again. The earlier site is unchanged.",
    ),
    "M807": Code(
        ERROR,
        "The edition folder holds a link or a special file.",
        "Replace it with the file or folder itself. Links are refused because they can lead outside the edition.",
    ),
    "M808": Code(
        ERROR,
        "A file of the edition folder is too large.",
        "Remove it from the edition folder; no file in it may have more than 256 MiB.",
    ),
    "M809": Code(
        ERROR,
        "A page uses YAML anchors or aliases above its text.",
        "Write the values out. Aliases can multiply into more text than a computer can hold.",
    ),
    "M811": Code(
        WARNING,
        "No font has a character of the book, so the PDF shows a box for it and makes no claim to meet PDF/UA.",
        "Install a font that has the character and make the PDF again, or emend it if it is misread.",
    ),
    "M812": Code(
        ERROR,
        "A folder of the edition holds too many files.",
        "Keep only the pages of one book in it; there may be 50,000 files.",
    ),
}


def printable(text: str) -> str:
    """A text with its control characters escaped: an edition must not send commands to a terminal or break a log
    into lines of its own."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


@dataclass(frozen=True, order=True)
class Message:
    """One report of the build. `line` and `column` count from 1; 0 means that it has no line."""

    line: int
    column: int
    code: str
    detail: str
    file: str = "witness"

    @property
    def severity(self) -> Severity:
        return CODES[self.code].severity

    @property
    def place(self) -> str:
        """File, line and column as compilers write them."""
        file = printable(self.file)
        return f"{file}:{self.line}:{self.column}" if self.line else file

    def __str__(self) -> str:
        detail = printable(self.detail)
        code = CODES[self.code]
        detail = f" {detail}" if detail else ""
        return f"{self.place}: {self.code} {code.severity}: {code.meaning}{detail}\n    {code.hint}"


class Refusal(Exception):
    """Raised for input from which nothing can be built. The messages give the reason and the fix."""

    def __init__(self, *messages: Message) -> None:
        super().__init__("\n".join(map(str, messages)))
        self.messages = messages
