"""Whatever the witness and the apparatus hold, the command line gives a right site or says what is
wrong, with exit code 1 and without a traceback; and the site that was there before stays as it was.
"""

from __future__ import annotations

import html
import os
import re
import shutil
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import markdown  # type: ignore[import-untyped]
import pytest
from typer.testing import CliRunner

from building import PARAGRAPH, SETTINGS, WITNESS, edition, invoked
from editio import edition as stages
from editio.commands.app import app
from editio.inputs import plain_text
from editio.inputs.registers import load
from editio.model.kinds import PartKind
from editio.model.text import plain
from editio.outputs.escaping import escape
from editio.outputs.pages.markdown import heading
from places import REPOSITORY

EMENDATIONS = "id\tline\tcolumn\treading\tedited\tkind\tcertainty\treason\n"
ENTRY = "e0001\t4\t\tsalt\tmalt\tmisprint\tcertain\t\n"
UNREADABLE = Path("/proc/self/mem")  # a file that opens for everybody, root too, and cannot be read


def run(*arguments: str | Path, script: Path = REPOSITORY / "scripts" / "build.py") -> subprocess.CompletedProcess[str]:
    """The command line as a process of its own, which must end within a minute."""
    environment = {name: value for name, value in os.environ.items() if name != "WITNESS"}
    return subprocess.run(
        [sys.executable, script, *arguments],
        capture_output=True, text=True, timeout=60, env=environment, stdin=subprocess.DEVNULL, check=False,
    )  # fmt: skip


def refusal(*arguments: str | Path) -> str:
    """What the command line says when it refuses."""
    ended = run(*arguments)
    assert "Traceback" not in ended.stderr, ended.stderr
    assert ended.returncode == 1
    assert re.search(r"\d+ errors?; nothing was built\.", ended.stderr)
    return ended.stderr


def refusal_here(*arguments: str | Path) -> str:
    """The same in this process, for tables of many cases: any other exception fails the test."""
    ended = CliRunner().invoke(app, [str(argument) for argument in arguments], env={"WITNESS": None})
    assert isinstance(ended.exception, SystemExit), ended.exception
    assert ended.exit_code == 1
    return ended.stderr


def built(*arguments: str | Path) -> None:
    """The site is built, in this process: to start another one takes longer than to build so small a book."""
    ended = invoked("site", "--accept", *arguments)
    assert ended.exit_code == 0, ended.stderr


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, byte for byte."""
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


# --- witnesses that are refused -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (None, "W001 error"),
        (b"", "W003 error"),
        ("\n \n\t\n\r\n", "W003 error"),
        ("\ufeff\n", "W003 error"),
        (bytes(range(256)) * 8, "W007 error"),
        (b"\x7fELF\x02\x01\x01\x00", "W007 error"),
        (WITNESS.replace("salt", "s\x1balt"), "w.txt:4:18: W005 error"),
        (WITNESS + "\0", "W007 error"),
    ],
)
def test_witness_that_is_no_text_is_refused(tmp_path: Path, text: str | bytes | None, message: str) -> None:
    assert message in refusal_here("report", edition(tmp_path, text))


def test_witness_of_another_edition_or_cut_short_is_refused(tmp_path: Path) -> None:
    folder = edition(tmp_path)
    for text in (WITNESS[:-9], WITNESS + "\n", WITNESS.replace("salt", "malt")):
        (folder / "witness" / "w.txt").write_text(text)
        assert "W006 error: This is not the witness that edition.toml names." in refusal_here("report", folder)


def test_witness_that_cannot_be_opened_is_refused(tmp_path: Path) -> None:
    folder = edition(tmp_path)
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    assert "W001 error" in refusal("report", folder, "-w", tmp_path / "nowhere.txt")
    assert "pipe: W002 error" in refusal_here("report", folder, "-w", tmp_path)  # a folder of page files with one
    assert "It is a pipe or a device." in refusal_here("report", folder, "-w", pipe)
    assert "File name too long." in refusal_here("report", folder, "-w", "w" * 300)
    assert "W002 error" in refusal_here("report", folder, "-w", UNREADABLE)


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads every file")
def test_witness_without_leave_to_read_is_refused(tmp_path: Path) -> None:
    folder = edition(tmp_path)
    (folder / "witness" / "w.txt").chmod(0)
    assert "Permission denied." in refusal("report", folder)


# --- witnesses that are unusual and right -------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        WITNESS.replace("\n", "\r\n"),
        "\ufeff" + WITNESS,
        "\ufeff" + WITNESS.replace("\n", "\r\n"),
        WITNESS.replace("\n", "\r"),  # one line for us, yet no reason to fail
        WITNESS.replace("walked it, ", "walked it,\r\r1. "),
        WITNESS.rstrip("\n"),
        WITNESS + "\n\n \n",
        "x",
        PARAGRAPH,  # no chapter at all
        "\f" + WITNESS.replace(" pans", "\u00a0pans\u2028").replace("paid", "\u0085paid\v"),
    ],
    ids=[
        "CRLF",
        "mark",
        "mark CRLF",
        "CR",
        "CR within",
        "no last LF",
        "blank end",
        "x",
        "no chapter",
        "blanks",
    ],
)
def test_unusual_text_is_rebuilt_and_shown(tmp_path: Path, text: str) -> None:
    folder = edition(tmp_path, text)
    built(folder)  # a ledger that does not give the witness back would be a refusal
    shows_the_edited_text(folder)


def test_line_ends_and_byte_order_mark_change_no_page(tmp_path: Path) -> None:
    pages = []
    for name, text in (("lf", WITNESS), ("crlf", "\ufeff" + WITNESS.replace("\n", "\r\n"))):
        folder = edition(tmp_path / name, text)
        built(folder)
        pages.append((folder / "build" / "site" / "chapters" / "01" / "index.html").read_text())
    assert pages[0] == pages[1]


@pytest.mark.parametrize("words", ["the road to the salt pans was made by walking. ", "x", "1"])
def test_a_line_of_300_000_characters_ends_within_a_minute(tmp_path: Path, words: str) -> None:
    line = (words * (300_000 // len(words)))[:300_000]
    built(edition(tmp_path, f" CHAPTER 1\nThe Salt Road\n\n{line}\n\n1\n"))


# --- words of the witness never act -------------------------------------------------------------------

HOSTILE = (
    *r"""<script>alert(1)</script>
<img src=x onerror=alert(1)>
<!-- comment -->
<![CDATA[ x ]]>
<?php x ?>
</p></article></main>
<script
<
&amp; &lt; &#60; &copy; &nosuch;
&#x26;lt;
{{ config.site_name }}
{% raw %}
{# no #}
{: #title .cls onclick=x }
text {: #title }
--8<-- "contents.md"
;--8<-- contents.md
--8<--
[x](javascript:alert(1))
![i](https://x.example/i)
<https://x.example>
https://x.example www.x.example a@x.example
[^1]: note
[ref]: https://x.example
# heading
## heading ##
> quotation
* item
+ item
1. item
7) item
    code
```
~~~ python
***
___
===
---
- - -
title: x
**bold** __bold__ *em* _em_ ***both***
`code` ``code``
| a | b |
|---|---|
Term
: definition
!!! note
??? "note"
/// note
:smile:
==mark== ^^ins^^ ~~del~~
*[HTML]: abbr
$x$ $$y$$
\*escaped\*
\
!""".splitlines(),
    "\tcode",
    "é ß 中文 🙂 \u2028 z",
)
HOSTILE_TITLES = ("<The> {{ Salt }} & Road", "</title><script>alert(2)</script>")


class Page(HTMLParser):
    """A built page: every element, and the text of each element of the article that has an id, without
    note calls, page starts and the numbers of paragraphs."""

    VOID = frozenset({"meta", "link", "br", "hr", "img", "input", "source", "path", "col", "wbr", "base"})
    NOT_TEXT = frozenset({"note-call", "footnote-call", "page-start", "paragraph-number", "not-text"})

    def __init__(self, file: Path) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: dict[str, str] = {}
        self._open: list[tuple[str, str, bool]] = []  # name, id, whether what it holds is no text
        self.feed(file.read_text("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        classes = set((attributes.get("class") or "").split())
        self.elements.append((tag, attributes))
        if ident := attributes.get("id"):
            self.texts.setdefault(ident, "")
        if tag not in self.VOID:
            self._open.append((tag, attributes.get("id") or "", bool(classes & self.NOT_TEXT)))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if not any(no_text for _, _, no_text in self._open):
            for _, ident, _ in self._open:
                if ident:
                    self.texts[ident] += data


def shows_the_edited_text(folder: Path) -> list[Page]:
    """The chapters' pages, each of which must show each block's text as the edition has it."""
    settings = load(folder)
    edited = stages.build(plain_text.read(folder / "witness" / "w.txt"), settings).edition
    pages = []
    for part in edited.parts:
        page = Page(folder / "build" / "site" / part.address / "index.html")
        for block in part.blocks:
            text = " ".join(plain(span.content) for span in block.spans)
            assert squeezed(page.texts[block.id]) == squeezed(text), block.id
        if part.kind is PartKind.CHAPTER:
            title = heading(part).split(" ", 1)[1]
            assert squeezed(title) in squeezed(page.texts["title"])
        pages.append(page)
    return pages


def squeezed(text: str) -> str:
    """Text without white space, of which HTML keeps no count."""
    return "".join(text.split())


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An edition of which every line and title would be something else, did it act."""
    filler = "And these words are here only that the line be long enough"
    alone = "\n".join(line for text in HOSTILE for line in (f"{filler}, {filler}.", text))
    within = "\n".join(f"{filler} {text} {filler}." for text in HOSTILE)
    displayed = "\n".join(f"{filler} and on it goes:\n{text} {filler} and here the line goes on." for text in HOSTILE)
    front = f"---\ntitle: nothing\n---\n{filler}\n"
    chapters = "".join(
        f" CHAPTER {n}\n{title}\n\n{text}\n\n"
        for n, (title, text) in enumerate(
            zip((*HOSTILE_TITLES, "Displays"), (alone, within, displayed), strict=True), 1
        )
    )
    folder = edition(
        tmp_path_factory.mktemp("hostile"),
        front + chapters,
        {"docs/index.md": '# Home\n\n--8<-- "contents.md"\n'},
    )
    built(folder)
    return folder


def test_hostile_text_is_shown_as_text(hostile: Path) -> None:
    shown = " ".join(squeezed("".join(page.texts.values())) for page in shows_the_edited_text(hostile))
    for text in (
        "<script>alert(1)</script>",
        "{{config.site_name}}",
        "{%raw%}",
        "[x](javascript:alert(1))",
        "--8<--",
    ):
        assert text in shown
    for title in HOSTILE_TITLES:
        assert squeezed(title) in shown


def test_hostile_text_makes_no_element_and_no_attribute(hostile: Path, tmp_path: Path) -> None:
    harmless = edition(tmp_path, " CHAPTER 1\nThe Salt Road\n\n" + PARAGRAPH)
    built(harmless)
    scripts = max(elements(harmless, page, "script") for page in ("chapters/01", "search"))
    pages = sorted((hostile / "build" / "site").rglob("*.html"))
    assert len(pages) > len(HOSTILE_TITLES)
    for file in pages:
        page = Page(file)
        if "chapters" in file.parts:
            assert not {name for name, _ in page.elements} & {
                "b",
                "i",
                "em",
                "strong",
                "code",
                "pre",
                "img",
            }, file
        assert not any(key.startswith("on") for _, attributes in page.elements for key in attributes), file
        links = [attributes.get("href") or "" for name, attributes in page.elements if name == "a"]
        assert not any(link.startswith("javascript") or "x.example" in link for link in links), file
        assert sum(name == "script" for name, _ in page.elements) <= scripts, file
        idents = [attributes["id"] or "" for _, attributes in page.elements if "id" in attributes]
        assert sorted(idents) == sorted(set(idents)), file


def elements(folder: Path, address: str, name: str) -> int:
    """How many elements of a name the page at an address has."""
    page = Page(folder / "build" / "site" / address / "index.html")
    return sum(element == name for element, _ in page.elements)


@pytest.mark.parametrize("text", [*HOSTILE, "a\r\r1. b"])
def test_hostile_text_at_the_head_of_a_paragraph_is_that_text(text: str) -> None:
    """Further paragraphs of a quotation have no element of ours before their first word."""
    extensions = ["attr_list", "md_in_html", "tables", "toc", "pymdownx.snippets"]
    shown = markdown.markdown(
        f'<blockquote markdown="block">\n\n{escape(text).strip()}\n\n</blockquote>', extensions=extensions
    )
    assert re.findall(r"<(\w+)", shown) == ["blockquote", "p"]
    assert squeezed(html.unescape(re.sub(r"<[^>]*>", "", shown))) == squeezed(text)


def test_hostile_titles_are_text_in_navigation_and_contents(hostile: Path) -> None:
    site = hostile / "build" / "site"
    home, chapter = (file.read_text() for file in (site / "index.html", site / "chapters" / "01" / "index.html"))
    assert "<script>alert(2)" not in home
    assert "alert&#40;2&#41;" in home  # in the contents
    assert "<script>alert(2)" not in chapter
    assert "&lt;/title&gt;&lt;script&gt;alert(2)&lt;/script&gt;" in chapter  # in the navigation, beside its own


# --- apparatus ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("edition.toml", "[book\n", "edition.toml:1:6: A001 error"),
        ("edition.toml", "", "A002 error: An entry of the apparatus is malformed. book: it is missing."),
        ("edition.toml", SETTINGS.replace("[book]", "[book]\nfolios = 3"), "edition.toml:2:1: A002 error"),
        ("edition.toml", "book = 3\n" + SETTINGS.split("\n\n", 1)[1], "edition.toml:1:1: A002 error"),
        ("edition.toml", b'[book]\ntitle = "caf\xe9"\n', "edition.toml:2:1: A001 error"),
        ("apparatus/displays.toml", "display = 3\n", "displays.toml:1:1: A002 error"),
        ("apparatus/displays.toml", "display = ['x']\n", "displays.toml:1:1: A002 error"),
        ("apparatus/displays.toml", "[[displays]]\nfirst = 1\nlast = 2\n", "displays.toml:1:1: A002 error"),
        ("apparatus/displays.toml", "[[display]]\nfirst = 1\n", "displays.toml:1:1: A002 error"),
        ("apparatus/emendations.tsv", "# no header\n" + ENTRY * 2, "emendations.tsv:2:1: A002 error"),
        (
            "apparatus/emendations.tsv",
            EMENDATIONS + ENTRY.replace("e0001", "e1"),
            "emendations.tsv:2:1: A002 error",
        ),
        ("apparatus/emendations.tsv", EMENDATIONS + "e0001\n", "emendations.tsv:2:1: A002 error"),
        ("apparatus/emendations.tsv", EMENDATIONS + "e0001" + "\tx" * 20 + "\n", "21 cells, the header has 8."),
        ("apparatus/emendations.tsv", EMENDATIONS.encode() + b"\xff\n", "emendations.tsv:2:1: A001 error"),
        (
            "apparatus/emendations.tsv",
            EMENDATIONS + ENTRY * 2,
            "emendations.tsv:3:1: A003 error",
        ),
        ("apparatus/emendations.tsv/x", "a folder of the register's name", "emendations.tsv/x: A006 error"),
        (
            "apparatus/calls.tsv",
            "line\treading\ttext\tnote\treason\n1\tx\tx\t0\t\n",
            "calls.tsv:2:7: A002 error",
        ),
        ("apparatus/structure.tsv", "line\trole\n4\tpoem\n", "structure.tsv:2:3: A002 error"),
        ("apparatus/hyphenation.tsv", "first\tsecond\tword\n\tx\ty\n", "hyphenation.tsv:2:1: A002 error"),
    ],
)
def test_malformed_apparatus_is_named(tmp_path: Path, name: str, content: str | bytes, message: str) -> None:
    assert message in refusal_here("report", edition(tmp_path, files={name: content}))


def test_unreadable_apparatus_is_named(tmp_path: Path) -> None:
    folder = edition(tmp_path, files={"apparatus/displays.toml": ""})
    (folder / "apparatus" / "calls.tsv").symlink_to(UNREADABLE)
    assert "apparatus/calls.tsv: M807 error" in refusal_here("report", folder)


def test_register_may_have_a_byte_order_mark_and_carriage_returns(tmp_path: Path) -> None:
    entry = EMENDATIONS + ENTRY
    folder = edition(tmp_path, files={"apparatus/emendations.tsv": "\ufeff" + entry.replace("\n", "\r\n")})
    built(folder)
    [page] = shows_the_edited_text(folder)
    assert "malt pans" in page.texts["p1"]


def test_a_folder_that_is_no_edition_is_refused_and_left_alone(tmp_path: Path) -> None:
    text = tmp_path / "w.txt"
    text.write_text(WITNESS)
    for folder in (tmp_path / "nowhere", text):
        refusal_here("site", folder)
        refusal_here("site", folder, "-w", text)
    assert list(tmp_path.iterdir()) == [text]


# --- the site before ----------------------------------------------------------------------------------


def test_a_build_that_fails_leaves_the_site_before_untouched(tmp_path: Path) -> None:
    folder = edition(tmp_path)
    built(folder)
    site = folder / "build" / "site"
    before = contents(site)
    assert "chapters/01/index.html" in before
    faults: dict[str, str | bytes] = {
        "witness/w.txt": WITNESS + "more",
        "edition.toml": "[book",
        "apparatus/emendations.tsv": EMENDATIONS + "e0001\t4\t\tpepper\tsalt\tmisprint\tcertain\t\n",
        "docs/about.md": '# About\n\n--8<-- "a-page-that-nobody-wrote.md"\n',
        "docs/cite.md": b"# caf\xe9\n",
    }
    for name, content in faults.items():
        good = (folder / name).read_bytes() if (folder / name).exists() else None
        edition(folder, files={name: content}, text=None)
        refusal_here("site", folder)
        assert contents(site) == before, name
        if good is None:
            (folder / name).unlink()
        else:
            (folder / name).write_bytes(good)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of what of the repository a build needs, beside an edition that is built with it."""
    house = tmp_path_factory.mktemp("house") / "house"
    for shared in ("scripts", "theme"):
        shutil.copytree(REPOSITORY / shared, house / shared, ignore=shutil.ignore_patterns("*.egg-info"))
    shutil.copyfile(REPOSITORY / "mkdocs.yml", house / "mkdocs.yml")
    built = run("site", "--accept", edition(house.parent / "edition"), script=house / "scripts" / "build.py")
    assert built.returncode == 0, built.stderr
    return house


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("name: material", "name: [", "A001 error: A file of the edition cannot be read."),
        ("name: material", "name: a-theme-that-nobody-made", "M801 error"),
        ("plugins: []", "plugins: [a-plugin-that-nobody-made]", "M801 error"),
    ],
)
def test_a_configuration_that_mkdocs_refuses_leaves_the_site_untouched(
    house: Path, old: str, new: str, message: str
) -> None:
    folder = house.parent / "edition"
    before = contents(folder / "build" / "site")
    assert "chapters/01/index.html" in before
    configuration = (REPOSITORY / "mkdocs.yml").read_text("utf-8")
    assert old in configuration
    (house / "mkdocs.yml").write_text(configuration.replace(old, new), "utf-8")
    ended = run("site", "--accept", folder, script=house / "scripts" / "build.py")
    assert "Traceback" not in ended.stderr, ended.stderr
    assert ended.returncode == 1
    assert message in ended.stderr
    assert contents(folder / "build" / "site") == before
