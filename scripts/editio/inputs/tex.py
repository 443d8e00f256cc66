"""Convert TeX in the fields of a bibliography to plain text, with pylatexenc.

Reference managers write accents, dashes, blanks and emphasis as commands of TeX. The text has the characters; emphasis
is dropped, because a style sets it. Begin reading at `plain`.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from pylatexenc import latex2text, latexwalker  # type: ignore[import-untyped]
from pylatexenc.macrospec import MacroSpec  # type: ignore[import-untyped]

_TEX = re.compile(r"[\\~{}]|--|``|''")
_LITERAL = re.compile(
    r"(?P<command>\\.)|(?P<sign>[%&#_$^])", re.DOTALL
)  # signs that are often left without a backslash
_COVER = {sign: chr(0xE010 + k) for k, sign in enumerate("%&#_$^~")}
_TILDE = _COVER["~"]
_UNCOVER = str.maketrans({cover: sign for sign, cover in _COVER.items()})
_BLANKS = re.compile(r"[ \t\r\n]+")  # not the no-break spaces
_FONTS = (
    "em", "it", "bf", "sc", "sl", "rm", "sf", "tt", "itshape", "slshape", "scshape", "upshape",
    "bfseries", "normalfont",
)  # fmt: skip
_WORDS = {  # the arguments of commands and what they print, where pylatexenc does not know; %s is the last argument
    "href": ("{{", "%s"),
    "textsuperscript": ("{", "%s"),
    "textsubscript": ("{", "%s"),
    "mbox": ("{", "%s"),
    "hbox": ("{", "%s"),
    "enquote": ("*{", "“%s”"),
    "mkbibquote": ("{", "“%s”"),
    "noopsort": ("{", ""),
    "thinspace": ("", "\u2009"),
    ",": ("", "\u2009"),
    "nobreakspace": ("", "\u00a0"),
    "-": ("", ""),
    "/": ("", ""),
    "@": ("", ""),
    "textasciicircum": ("", "^"),
    "pounds": ("", "£"),
    "S": ("", "§"),
    "P": ("", "¶"),
    "dag": ("", "†"),
    "og": ("", "«\u202f"),
    "fg": ("", "\u202f»"),
    "protect": ("", ""),
    "noindent": ("", ""),
    "relax": ("", ""),
} | dict.fromkeys(_FONTS, ("", ""))
_VERBATIM = re.compile(r"\\(?:url|nolinkurl)\{([^{}]*)\}")


def plain(value: str, *, keep_groups: bool = False) -> str:
    """The text of a value. With `keep_groups` words in braces keep them, as the names of bodies do; the braces of a
    letter or an accent never stay. An unknown command stays, where the editor sees it."""
    if not _TEX.search(value):
        return value
    value = _VERBATIM.sub(lambda match: match[1].replace("~", _TILDE), value)
    covered = _LITERAL.sub(lambda match: match["command"] or _COVER[match["sign"]], value)
    nodes, _, _ = latexwalker.LatexWalker(covered, latex_context=_macros()).get_latex_nodes()
    return _BLANKS.sub(" ", str(_writer(keep_groups).nodelist_to_text(nodes)).translate(_UNCOVER)).strip(" ")


@cache
def _macros() -> Any:
    context = latexwalker.get_default_latex_context_db()
    known = [MacroSpec(name, arguments) for name, (arguments, _) in _WORDS.items()]
    context.add_context_category("editio", prepend=True, macros=known)
    return context


@cache
def _writer(keep_groups: bool) -> latex2text.LatexNodes2Text:
    context = latex2text.get_default_latex_context_db()
    written = [latex2text.MacroTextSpec(name, simplify_repl=_last_argument(text)) for name, (_, text) in _WORDS.items()]
    context.add_context_category("editio", prepend=True, macros=written)
    context.set_unknown_macro_spec(latex2text.MacroTextSpec("", simplify_repl=lambda node: node.latex_verbatim()))
    return latex2text.LatexNodes2Text(context, strict_latex_spaces=True, keep_braced_groups=keep_groups)


def _last_argument(text: str) -> Any:
    def write(node: Any, l2tobj: latex2text.LatexNodes2Text) -> str:
        if "%s" not in text:
            return text
        arguments = node.nodeargd.argnlist if node.nodeargd else []  # an unfinished command has none
        return text % (l2tobj.nodelist_to_text([arguments[-1]]) if arguments and arguments[-1] else "")

    return write
