"""Formats of a Word document -> whether a reader can see a run of text."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from docx.oxml.ns import qn

UNKNOWN = "unknown"
"""The paper's colour where a picture, a shape or a table style may lie under the text: nothing is told from it."""

_WHITE = "ffffff"
_MIN_HALF_POINTS = 8  # 4 points; the smallest type in use, of footnotes, is 6
_MIN_CONTRAST = 16  # of 255 in the strongest colour channel, as in a PDF
_LARGE_SHAPE = 10**12  # square EMU, 7.7 cm²: a coloured field that may lie under lines of text
_OFF = ("0", "false", "off")
_HIGHLIGHTS = {
    "white": _WHITE, "black": "000000", "yellow": "ffff00", "green": "00ff00", "cyan": "00ffff", "magenta": "ff00ff",
    "blue": "0000ff", "red": "ff0000", "darkBlue": "000080", "darkCyan": "008080", "darkGreen": "008000",
    "darkMagenta": "800080", "darkRed": "800000", "darkYellow": "808000", "darkGray": "808080", "lightGray": "c0c0c0",
}  # fmt: skip


class Formats:
    """The styles of one document, looked up the way Word does: run, its style, paragraph style, defaults."""

    def __init__(self, document: Any) -> None:
        self._document = document
        self._styles = {style.get(qn("w:styleId")): style for style in document.styles.element.iter(qn("w:style"))}

    @cached_property
    def paper(self) -> str:
        """The page's colour; unknown where a shape large enough for a coloured field lies behind the text."""
        for anchor in self._document.element.iter(qn("wp:anchor")):
            extent = anchor.find(qn("wp:extent"))
            area = int(extent.get("cx", 0)) * int(extent.get("cy", 0)) if extent is not None else 0
            if anchor.get("behindDoc") not in (None, *_OFF) and area >= _LARGE_SHAPE:
                return UNKNOWN
        background = self._document.element.find(qn("w:background"))
        colour = background.get(qn("w:color")) if background is not None else None
        return _plain_colour(colour) or _WHITE

    def table_paper(self, table: Any, paper: str | None) -> str | None:
        """Return what lies under a table's cells: a table style with shading makes it unknown."""
        style = table._tbl.tblPr.find(qn("w:tblStyle")) if table._tbl.tblPr is not None else None
        chain = self._chain(style.get(qn("w:val")) if style is not None else None)
        return UNKNOWN if any(one.find(f".//{qn('w:shd')}") is not None for one in chain) else paper

    def cell_paper(self, cell: Any, paper: str | None) -> str | None:
        """Return the shading of a cell, or what lies under it."""
        return _shading(cell._tc.tcPr) or paper

    def of_paragraph(self, paragraph: Any, paper: str | None) -> "ParagraphFormat":
        """Return how the runs of one paragraph look; `paper` is the shading around it, if any."""
        properties = paragraph._p.pPr
        chain = list(self._chain(self._style_id(properties, "w:pStyle", paragraph)))
        own = [one.find(qn("w:pPr")) for one in chain]
        shades = (_shading(one) for one in (properties, *own) if one is not None)
        ground = next((shade for shade in shades if shade), None) or paper or self.paper
        return ParagraphFormat(self, ground, tuple(chain))

    def _style_id(self, properties: Any, tag: str, paragraph: Any = None) -> str | None:
        found = properties.find(qn(tag)) if properties is not None else None
        if found is not None:
            return str(found.get(qn("w:val")))
        return paragraph.style.style_id if paragraph is not None and paragraph.style is not None else None

    def _chain(self, style_id: str | None) -> Iterator[Any]:
        """Yield a style and those it is based on, each once also where they go in a circle."""
        seen: set[str] = set()
        while style_id is not None and style_id in self._styles and style_id not in seen:
            seen.add(style_id)
            yield self._styles[style_id]
            based = self._styles[style_id].find(qn("w:basedOn"))
            style_id = based.get(qn("w:val")) if based is not None else None

    def run_properties(self, run: Any, paragraph_chain: tuple[Any, ...]) -> list[Any]:
        """Return the run properties that bear on a run, the strongest first."""
        own = run._r.rPr
        chain = [*self._chain(self._style_id(own, "w:rStyle")), *paragraph_chain]
        defaults = self._document.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
        found = [own, *(style.find(qn("w:rPr")) for style in chain), defaults]
        return [one for one in found if one is not None]


@dataclass(frozen=True, slots=True)
class ParagraphFormat:
    """What bears on the runs of one paragraph: its ground's colour and its styles."""

    formats: Formats
    ground: str
    chain: tuple[Any, ...]

    def hides(self, run: Any) -> bool:
        """Tell whether a run is set as hidden text, too small to read, or in its ground's colour."""
        properties = self.formats.run_properties(run, self.chain)
        vanish = _first(properties, "w:vanish")
        if vanish is not None and vanish.get(qn("w:val")) not in _OFF:
            return True
        size = _first(properties, "w:sz")
        if size is not None and _number(size.get(qn("w:val"))) < _MIN_HALF_POINTS:
            return True
        return self._is_ground(properties)

    def _is_ground(self, properties: list[Any]) -> bool:
        found = _first(properties, "w:color")
        colour = _plain_colour(found.get(qn("w:val"))) if found is not None else None
        marker = _first(properties, "w:highlight")
        marked = _HIGHLIGHTS.get(marker.get(qn("w:val"))) if marker is not None else None
        ground = marked or next((shade for one in properties if (shade := _shading(one))), None) or self.ground
        if colour is None or ground == UNKNOWN:
            return False
        return all(abs(a - b) < _MIN_CONTRAST for a, b in zip(_channels(colour), _channels(ground), strict=True))


def _first(properties: list[Any], tag: str) -> Any:
    return next((found for one in properties if (found := one.find(qn(tag))) is not None), None)


def _number(value: str | None) -> float:
    """Return a size; one that is no number hides nothing."""
    try:
        return float(value or "inf")
    except ValueError:
        return float("inf")


def _shading(properties: Any) -> str | None:
    """Return the fill that stands in run, paragraph or cell properties."""
    shade = properties.find(qn("w:shd")) if properties is not None else None
    return _plain_colour(shade.get(qn("w:fill"))) if shade is not None else None


def _plain_colour(value: str | None) -> str | None:
    """Return six hexadecimal digits, or `None` for "auto" and whatever else is no colour."""
    colour = (value or "").lower()
    return colour if len(colour) == 6 and all(digit in "0123456789abcdef" for digit in colour) else None


def _channels(colour: str) -> list[int]:
    return [int(colour[i : i + 2], 16) for i in (0, 2, 4)]
