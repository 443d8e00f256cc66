"""An edition of which every word is an attack: what the witness, the registers and edition.toml hold.

Each attack bears a marker of its own and, did it act, would make an element `made-here`, an attribute `data-made`,
a link to `javascript:` or to evil.example, an alert, or have a template or a file in its place.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from itertools import count
from pathlib import Path

from places import REPOSITORY

_FORMS = (  # `~` is the marker
    "<script>alert('~')</script>",
    "<img src=x data-made onerror=alert('~')>",
    '"><made-here onfocus=alert(1)>~',
    "' onmouseover=alert(1) data-made='~",
    "~</script></title></style><made-here>",
    "{{ config.site_name }}{% raw %}~{# x #}",
    "${alert('~')} `${~}`",
    "[~](javascript:alert(1))",
    "[~]: https://evil.example/ 'x'",
    "![~](https://evil.example/x.png)",
    "~ {: data-made=x onclick=alert(1) }",
    "**~** __~__ `~` *~*",
    "<https://evil.example/~>",
    "<a href=\"javascript:alert('~')\">",
    "&lt;made-here&gt;&#60;made-here&#62;~",
    "<!-- ~ -->",
    "]]><made-here/>~<![CDATA[",
    "<?xml ~?><!DOCTYPE ~>",
    "~\\\" \\u003cmade-here\\u003e '~",
    "+alert('~')+ =cmd|'~'!A1",
)
_KINDS = ("person", "place", "organization", "work")


class Attacks:
    """Hands out attacks, each with the next marker, and remembers them."""

    def __init__(self, letter: str) -> None:
        self.made: list[str] = []
        self._letter = letter
        self._numbers = count(1)

    def __call__(self, form: str) -> str:
        self.made.append(form.replace("~", f"Z{self._letter}{next(self._numbers)}q"))
        return self.made[-1]

    def every(self) -> Iterator[str]:
        """One of each form."""
        yield from (self(form) for form in _FORMS)

    def of_text(self) -> Iterator[str]:
        """One of each form that a witness holds as text: comments, tags, pictures and emphasis are markup there."""
        yield from (self(form) for form in _FORMS if not form.startswith(("<!--", "<a ", "![", "**")))

    def several(self) -> str:
        """All forms in one text."""
        return " and ".join(self.every())


def _table(*rows: Sequence[str]) -> str:
    return "".join("\t".join(row) + "\n" for row in rows)


def edition(folder: Path) -> list[str]:
    """Write the edition into a folder; the attacks that its pages must show."""
    attack, aside = Attacks("q"), Attacks("w")  # on a page; in what no page shows or only a card
    filler = "and these words are here only that the line is as long as others"
    names = [f"Zname {form}" for form in aside.every()]
    emended = list(zip(attack.of_text(), attack.of_text(), strict=True))  # reading, edited
    lines = [" CHAPTER 1", attack("The <made-here> {{ ~ }} Salt"), ""]
    lines += [line for text in attack.of_text() for line in (text, f"{filler}.1")]
    lines += [f"{filler} {text} on 3 May 1887 {filler}." for text in attack.every()]
    lines += [f"Zname{n}z {filler}." for n in range(len(names))]
    first_emended = len(lines) + 1
    lines += [f"{filler} {reading} {filler}." for reading, _ in emended]
    speech = len(lines) + 1
    lines += [f"{attack('<made-here>~')} {filler}.", "", "1", f" 2 {attack('<made-here>~ Road')}", "", f"{filler}."]
    lines += ["", " APPENDIX 1", attack("Treaty <made-here> ~"), "", "Article 1"]
    lines += list(attack.of_text())
    lines += [" Chronology", "1887", f"3 May {attack('<made-here>~')} rises.", f"4 May {attack('[~](javascript:x)')}."]
    lines += [" Index", "", attack("<made-here>~, 1, 2"), ""]
    witness = "\n".join(lines) + "\n"
    title = "<made-here>{{ ~ }}</title><script>alert(1)</script>\"'"
    of_book = {name: attack(title) for name in ("title", "subtitle", "publisher", "place", "series", "volume")}
    person = title.replace("{{ ~ }}", "~")  # in a name, braces are those of a body
    of_book |= {name: attack(person) for name in ("author", "editor", "translator")}
    of_book |= {name: aside(title) for name in ("sentence_title",)}
    settings = {
        "book": {**of_book, "running_title": "Road", "year": 1977},
        "witness": {
            "name": "w.txt",
            "sha256": hashlib.sha256(witness.encode()).hexdigest(),
        },
        "pages": {"reason": aside.several()},
        "rights": {"cleared": True, "statement": attack.several()},
        "report": {"to": "https://site.example/?'+alert(1)+'&title={title}&body={body}"},
    }
    files = {
        "witness/w.txt": witness,
        "edition.toml": _toml(settings),
        "apparatus/names.tsv": _table(
            ("key", "kind", "name", "sort", "variants", "also", "dates", "office", "note", "context"),
            *(
                (f"n{n}", _KINDS[n % 4], name, attack("~<made-here>"), f"Zname{n}z", attack("~<made-here>"), "1901",
                 attack(form), attack(form), "")
                for n, (name, form) in enumerate(zip(names, _FORMS, strict=True))
            ),
        ),
        "apparatus/coordinates.tsv": _table(
            ("key", "lat", "lon", "extent", "note"), ("n1", "57", "3", "point", aside.several()),
            ("n5", "56", "2", "area", aside.several()),
        ),
        "apparatus/emendations.tsv": _table(
            ("id", "line", "reading", "edited", "kind", "certainty", "reason"),
            *(
                (f"e{n:04}", str(first_emended + n), *texts, "misprint", "probable", attack(_FORMS[n]))
                for n, texts in enumerate(emended)
            ),
        ),
        "apparatus/open.tsv": _table(
            ("reading", "line", "question"), *(("Article 1", "", text) for text in attack.every())
        ),
        "apparatus/displays.toml": _toml(
            {"display": [{"first": speech, "last": speech, "reason": aside.several(),
                          "turns": [{"supplied": attack("<made-here>~"), "first": speech, "last": speech}]}]}
        ),
        "apparatus/lines.toml": _toml(
            {"line": [{"label": attack.several(), "document": "appendices/1/", "note": attack.several(),
                       "points": [[3.0, 57.0], [2.0, 56.0]]}]}
        ),
        "appendices/1.toml": _toml(
            {"kind": attack.several(), "place": attack.several(), "parties": list(attack.every()), "edtf": "1931-06-13",
             "signatories": list(attack.every()), "language": attack.several(), "ground": attack.several()}
        ),
        "notes/01.tsv": _table(
            ("note", "kind", "text", "source", "detail", "ground"),
            ("1", "identification", "", "work", attack.several(), attack.several()),
        ),
        "notes/references.bib": _bib(attack, aside),
    }  # fmt: skip
    for page in ("index", "principles"):  # what people write, with what it takes from the edition
        files[f"docs/{page}.md"] = (REPOSITORY / f"specimen/docs/{page}.md").read_text("utf-8")
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    return attack.made


def _toml(table: dict[str, object]) -> str:
    """A table as TOML, on a line for each key: JSON's values are TOML's."""

    def value(of: object) -> str:
        if isinstance(of, dict):
            return "{ " + ", ".join(f"{key} = {value(entry)}" for key, entry in of.items()) + " }"
        if isinstance(of, list):
            return "[" + ", ".join(map(value, of)) + "]"
        return json.dumps(of, ensure_ascii=False)

    return "".join(f"{key} = {value(of)}\n" for key, of in table.items())


def _bib(attack: Attacks, aside: Attacks) -> str:
    """An entry with attacks in each of its fields; in biblatex a brace or quotation mark would end the field."""
    forms = [form for form in _FORMS if not set(form) & set('{}"\\%#')]
    shown = ("title", "location", "publisher", "ground", "annotation", "volume")
    fields = {name: map(attack, forms) for name in shown}
    fields |= {name: map(aside, forms) for name in ("author", "shorttitle", "shorthand")}  # a name is turned round
    entry = "".join(f"  {name} = {{{' '.join(texts)}}},\n" for name, texts in fields.items())
    return f"@book{{work,\n{entry}  keywords = {{study, background}},\n}}\n"
