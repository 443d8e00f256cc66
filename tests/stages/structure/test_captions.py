"""Captions stand apart from the running text."""

from __future__ import annotations

from pathlib import Path

import pytest

from editio.inputs.plain_text import of_bytes
from editio.inputs.registers import Apparatus, LineRole, Role
from editio.model.kinds import BlockKind
from editio.model.text import Block, plain
from printing import apparatus, built

BEFORE = (
    "The carts went up by night, and in the morning the toll-men\n"
    "counted the sacks at the bridge and wrote the number in the\n"
)
AFTER = (
    "ledger of the town, which nobody in the valley was to read. Of\nthe forty drivers who swore the oath that spring,"
    " eleven were\ndead by the first frost.\n"
)


def blocks(caption: str, entries: Apparatus | None = None, ends: str = "\n") -> list[Block]:
    text = f"CHAPTER 1\nThe Road\n\n{BEFORE}{caption}{AFTER}".replace("\n", ends)
    made = built(of_bytes(text.encode(), Path("salt.txt")), entries)
    return list(made.edition.parts[-1].blocks)


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize(
    ("printed", "words"),
    [
        ("\nFig. 3. The toll bridge.\n\n", "Fig. 3. The toll bridge."),
        (
            "\nFIGURE 12: The clerk and his ledger, from\na drawing.\n\n",
            "FIGURE 12: The clerk and his ledger, from a drawing.",
        ),
        ("\nPLATE II.\n\nTHE UPPER FARMS.\n\n", "PLATE II. THE UPPER FARMS."),
        ("[Illustration: The clerk\nand his ledger.]\n", "The clerk and his ledger."),
        ("![The clerk and his ledger.](img-0.jpeg)\n", "The clerk and his ledger."),
    ],
)
def test_a_caption_parts_a_paragraph(printed: str, words: str, ends: str) -> None:
    kinds = [(block.kind, plain(block.spans[0].content).strip()) for block in blocks(printed, ends=ends)]
    assert [kind for kind, _ in kinds] == [BlockKind.PARAGRAPH, BlockKind.CAPTION, BlockKind.CONTINUED]
    assert kinds[1][1] == words


@pytest.mark.parametrize("text", ["Fig. 3 shows the bridge. It fell into the sea, and into the\n", "plate 4. The\n"])
def test_a_sentence_about_a_figure_is_text(text: str) -> None:
    assert all(block.kind is not BlockKind.CAPTION for block in blocks(text))


def test_the_register_has_the_last_word() -> None:
    entry = LineRole(line=7, role=Role.PARAGRAPH)
    found = blocks("\nFig. 3. The toll bridge.\n\n", apparatus(structure=(entry,)))
    assert all(block.kind is not BlockKind.CAPTION for block in found)


def test_the_few_words_of_a_leaf_outside_the_count_are_a_caption() -> None:
    """A plate between two pages has a caption without a label such as `Fig. 3`."""
    page = "THE ROAD {}\n\n" + (BEFORE + AFTER.replace("Of\nthe", "of\nthe")) * 5
    pages = [page.format(n) for n in range(2, 9)]
    plate = "The clerk and\nhis ledger.\n"
    text = "\f".join(["CHAPTER 1\nThe Road\n\n" + BEFORE + AFTER, *pages[:3], plate, *pages[3:]])
    made = built(of_bytes(text.encode(), Path("salt.txt")))
    captions = [block for block in made.edition.parts[-1].blocks if block.kind is BlockKind.CAPTION]
    assert [plain(block.spans[0].content).strip() for block in captions] == ["The clerk and his ledger."]
