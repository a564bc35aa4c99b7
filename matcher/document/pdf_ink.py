"""PDF page -> its characters, each seen or hidden.

The page is painted twice, with its text and without. A character that changes no pixel is not seen,
whatever the trick: the paper's colour, transparency, a shape on top, a clipping path, a switched-off layer.
"""

import ctypes
import math
from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt

Picture = npt.NDArray[np.int16]
Box = tuple[int, int, int, int]  # left, top, right, bottom in pixels; the last two just beyond

VISIBLE, HIDDEN = "visible", "hidden"
_UNDER_PICTURE, _ON_NOTHING = "under a picture", "on nothing"  # no ink of its own; what the place shows without it
_SCALE = 1.5  # pixels per point: at 108 dpi also five-point type leaves clear ink
_MAX_PIXELS = 4_000_000  # a poster is painted smaller; two such pictures take 48 MB
_MIN_CONTRAST = 16  # of 255 in the strongest colour channel; #f0f0f0 on white is 15 and cannot be read
_MIN_TYPE = 4.0  # points, a character's box; type of 3.4 points fills it, and footnotes start at 5
_MIN_VISIBLE = 0.1  # of a page's letters; with less, a picture over the rest is a scan with recognised text


def chars_of(page: Any, text_page: Any) -> list[tuple[str, str]]:
    """Return every character of the page with `VISIBLE` or `HIDDEN`; white space has no say and is visible.

    Text that lies invisibly on the picture of a page is taken for text recognition and kept.
    """
    chars = [chr(code) for code in _codes(text_page)]
    if not any(character.isalpha() for character in chars):
        return [(character, VISIBLE) for character in chars]
    painting = _Painting(page)
    boxes = [None if c.isspace() or c == "\ufffe" else painting.box(text_page, i) for i, c in enumerate(chars)]
    painting.count(boxes)
    states = [VISIBLE if box is None else _state(painting, text_page, i, box) for i, box in enumerate(boxes)]
    if _share_visible(chars, states) < _MIN_VISIBLE:
        states = _recognised(chars, states)
    return [(c, VISIBLE if state == VISIBLE else HIDDEN) for c, state in zip(chars, states, strict=True)]


def _recognised(chars: list[str], states: list[str]) -> list[str]:
    """Return the states of a scanned page: a line whose letters mostly lie on a picture's ink is seen there."""
    kept: list[str] = []
    for line in _line_slices(chars):
        inkless = [one for c, one in zip(chars[line], states[line], strict=True) if c.isalpha() and one != HIDDEN]
        seen = 2 * inkless.count(_UNDER_PICTURE) >= max(1, len(inkless))
        kept += [VISIBLE if seen and one != HIDDEN else one for one in states[line]]
    return kept


def _line_slices(chars: list[str]) -> Iterator[slice]:
    start = 0
    for end in [*(i + 1 for i, c in enumerate(chars) if c == "\n"), len(chars)]:
        yield slice(start, end)
        start = end


def _codes(text_page: Any) -> list[int]:
    import pypdfium2.raw as pdfium

    return [int(pdfium.FPDFText_GetUnicode(text_page, i)) for i in range(text_page.count_chars())]


def _share_visible(chars: list[str], states: list[str]) -> float:
    letters = [state == VISIBLE for c, state in zip(chars, states, strict=True) if c.isalpha()]
    return sum(letters) / len(letters)


def _state(painting: "_Painting", text_page: Any, i: int, box: Box) -> str:
    if _is_tiny(text_page, i) or not painting.holds(box):
        return HIDDEN
    if painting.ink(box) < _MIN_CONTRAST:
        return _UNDER_PICTURE if painting.is_pictured(box) else _ON_NOTHING
    if painting.is_shared(box) and painting.is_paper(box, _fill_colour(text_page, i)):
        return HIDDEN  # the ink in its place is another character's
    return VISIBLE


def _is_tiny(text_page: Any, i: int) -> bool:
    left, bottom, right, top = text_page.get_charbox(i, loose=True)
    return bool(max(right - left, top - bottom) < _MIN_TYPE)


def _fill_colour(text_page: Any, i: int) -> tuple[int, int, int]:
    """Return blue, green, red, the order of the painting's channels."""
    import pypdfium2.raw as pdfium

    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    pdfium.FPDFText_GetFillColor(text_page, i, red, green, blue, alpha)
    return blue.value, green.value, red.value


class _Painting:
    """A page as pixels, with its text (`full`) and without (`bare`), and where the two differ (`inked`)."""

    def __init__(self, page: Any) -> None:
        import pypdfium2.raw as pdfium

        width, height = page.get_size()
        scale = min(_SCALE, math.sqrt(_MAX_PIXELS / max(1.0, width * height)))
        bitmap = page.render(scale=scale)
        self._place = bitmap.get_posconv(page).to_bitmap
        self.full = _pixels(bitmap)
        for item in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT]):
            pdfium.FPDFPageObj_SetIsActive(item.raw, False)
        self.bare = _pixels(page.render(scale=scale))
        self.inked = np.abs(self.full - self.bare).max(axis=2)
        self.counts = np.zeros(self.inked.shape, dtype=np.int16)

    def box(self, text_page: Any, i: int) -> Box:
        """Return the pixels of one character."""
        left, bottom, right, top = text_page.get_charbox(i)
        (x0, y0), (x1, y1) = self._place(left, top), self._place(right, bottom)
        return min(x0, x1), min(y0, y1), max(x0, x1) + 1, max(y0, y1) + 1

    def count(self, boxes: list[Box | None]) -> None:
        """Count for each pixel the characters whose box it is in."""
        for box in boxes:
            if box is not None and self.holds(box):
                _cut(self.counts, box)[:] += 1

    def holds(self, box: Box) -> bool:
        """Tell whether any of the box lies on the page."""
        height, width = self.inked.shape
        return box[0] < width and box[1] < height and box[2] > 0 and box[3] > 0

    def ink(self, box: Box) -> int:
        """Return the strongest change of a colour channel that the text makes in the box."""
        return int(_cut(self.inked, box).max())

    def is_pictured(self, box: Box) -> bool:
        """Tell whether there is something to see in the box, with or without the text."""
        return int(np.ptp(_cut(self.full, box), axis=(0, 1)).max()) >= _MIN_CONTRAST

    def is_shared(self, box: Box) -> bool:
        """Tell whether most of the box belongs to other characters, too."""
        counts = _cut(self.counts, box)
        return int(counts[counts.shape[0] // 2, counts.shape[1] // 2]) >= 2 and float(np.median(counts)) >= 2

    def is_paper(self, box: Box, colour: tuple[int, int, int]) -> bool:
        """Tell whether `colour` is that of the plain ground in the box."""
        ground = _cut(self.bare, box).reshape(-1, 3)
        return bool((np.abs(ground - np.array(colour)) < _MIN_CONTRAST).all())


def _cut(picture: Picture, box: Box) -> Picture:
    left, top, right, bottom = box
    return picture[max(0, top) : bottom, max(0, left) : right]


def _pixels(bitmap: Any) -> Picture:
    pixels: Picture = bitmap.to_numpy().astype(np.int16)
    bitmap.close()
    return pixels
