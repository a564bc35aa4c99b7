"""Declarations of an element -> whether a reader can see its text."""

import math
import re
from dataclasses import dataclass, replace
from typing import Any

from matcher.document.css import Declarations

Colour = tuple[int, int, int]
_WHITE, _BLACK = (255, 255, 255), (0, 0, 0)
_NAMED = {
    "white": _WHITE, "black": _BLACK, "snow": (255, 250, 250), "ivory": (255, 255, 240), "ghostwhite": (248, 248, 255),
    "whitesmoke": (245, 245, 245), "floralwhite": (255, 250, 240), "red": (255, 0, 0), "green": (0, 128, 0),
    "blue": (0, 0, 255), "yellow": (255, 255, 0), "gray": (128, 128, 128), "grey": (128, 128, 128),
    "silver": (192, 192, 192), "navy": (0, 0, 128), "lightgray": (211, 211, 211), "lightgrey": (211, 211, 211),
}  # fmt: skip
_MIN_CONTRAST = 16  # of 255 in the strongest colour channel, as in a PDF
_MIN_SIZE = 4.0  # pixels, 3 points; browsers' own smallest is 6 and more
_MIN_OPACITY = 0.1
_FAR = -400.0  # pixels to the left of or above the page, or characters' indent: nobody can scroll there
_UNITS = {"px": 1.0, "pt": 4 / 3, "em": 16.0, "rem": 16.0, "cm": 37.8, "mm": 3.78, "in": 96.0, "vw": 10.0, "vh": 8.0}
_LENGTH = re.compile(r"^(-?\d*\.?\d+)([a-z%]*)$")
_NO_TEXT = frozenset(("script", "style", "head", "template", "noscript", "select", "textarea", "datalist", "title"))


@dataclass(frozen=True, slots=True)
class Look:
    """What bears on the text of an element; `ground` and `colour` are `None` where they cannot be told.

    `absent` marks what no browser shows as text (scripts, templates); it is no hidden text.
    """

    absent: bool = False
    gone: bool = False
    visible: bool = True
    size: float = 16.0
    opacity: float = 1.0
    colour: Colour | None = _BLACK
    ground: Colour | None = _WHITE

    @property
    def is_hidden(self) -> bool:
        """Tell whether text that looks so cannot be seen."""
        return (
            self.gone or not self.visible or self.size < _MIN_SIZE or self.opacity < _MIN_OPACITY or self._is_ground()
        )

    def _is_ground(self) -> bool:
        if self.colour is None or self.ground is None:
            return False
        return all(abs(a - b) < _MIN_CONTRAST for a, b in zip(self.colour, self.ground, strict=True))


def look_of(element: Any, style: Declarations, around: Look) -> Look:
    """Return the look of an element inside one that looks like `around`."""
    return replace(
        around,
        absent=around.absent or element.tag in _NO_TEXT,
        gone=around.gone or _is_gone(element, style) or _is_away(style),
        visible=_visible(style, around),
        size=_size(style.get("font-size"), around.size),
        opacity=around.opacity * _number(style.get("opacity"), 1.0),
        colour=_text_colour(element, style, around),
        ground=_ground(element, style, around),
    )


def _is_gone(element: Any, style: Declarations) -> bool:
    if element.get("hidden") is not None and "display" not in style:
        return True
    return style.get("display") == "none" or style.get("content-visibility") == "hidden"


def _is_away(style: Declarations) -> bool:
    """Off the page, or shut into a box without size."""
    placed = style.get("position") in ("absolute", "fixed", "relative")
    offsets = [style.get(name) for name in ("left", "top", "margin-left", "margin-top", "right", "bottom")]
    far = any(_pixels(value, 0.0) <= _FAR for value in (offsets if placed else offsets[2:4]))
    indent = _pixels(style.get("text-indent"), 0.0) <= _FAR
    closed = style.get("overflow", "") in ("hidden", "clip") and any(
        _pixels(style.get(name), math.inf) <= 1 for name in ("width", "height", "max-width", "max-height")
    )
    clipped = bool(
        re.match(r"rect\((0|1px|0px)[, ]+(0|1px|0px)[, ]+(0|1px|0px)[, ]+(0|1px|0px)\)", style.get("clip", ""))
    )
    inset = bool(re.match(r"(inset\((?:50|[6-9]\d|100)%|circle\(0|polygon\(0(?:px|%)? 0)", style.get("clip-path", "")))
    moved = bool(re.search(r"scale[xy]?\(0(?:\.0\d*)?\)|translate[xy]?\(-\d{4,}px", style.get("transform", "")))
    return far or indent or closed or clipped or inset or moved


def _visible(style: Declarations, around: Look) -> bool:
    value = style.get("visibility", "inherit")
    return around.visible if value == "inherit" else value not in ("hidden", "collapse")


def _size(value: str | None, around: float) -> float:
    match = _LENGTH.match(value or "")
    if match is None:
        return 16.0 if value in ("medium", "initial") else around
    number, unit = float(match[1]), match[2]
    if unit in ("em", "%"):
        return around * number / (100 if unit == "%" else 1)
    return number * _UNITS.get(unit, 1.0)


def _pixels(value: str | None, default: float) -> float:
    match = _LENGTH.match(value or "")
    if match is None:
        return default
    return float(match[1]) * (8.0 if match[2] == "%" else _UNITS.get(match[2], 1.0))


def _number(value: str | None, default: float) -> float:
    match = _LENGTH.match(value or "")
    return default if match is None else min(1.0, float(match[1]) / (100 if match[2] == "%" else 1))


def _text_colour(element: Any, style: Declarations, around: Look) -> Colour | None:
    value = style.get("color") or element.get("color") or element.get("text")
    if value is None or value in ("inherit", "currentcolor"):
        return around.colour
    if _is_clear(value):
        return _ground(element, style, around)  # what shows through is what lies below
    return _colour(value)


def _ground(element: Any, style: Declarations, around: Look) -> Colour | None:
    image = style.get("background-image", "none")
    value = style.get("background-color") or style.get("background") or element.get("bgcolor")
    if image != "none" or "url(" in (value or "") or "gradient(" in (value or "") or element.get("background"):
        return None
    if value is None or _is_clear(value) or value in ("none", "inherit", "initial", "unset"):
        return around.ground
    return next((colour for part in (value, *value.split()) if (colour := _colour(part))), None)


def _is_clear(value: str) -> bool:
    rgba = (
        re.match(r"(?:rgba?|hsla?)\(.*[,/]\s*(0?\.?\d+)(%?)\s*\)$", value)
        if value.count(",") == 3 or "/" in value
        else None
    )
    return value == "transparent" or (rgba is not None and float(rgba[1]) / (100 if rgba[2] else 1) < _MIN_OPACITY)


def _colour(value: str) -> Colour | None:
    """Read `#rgb`, `#rrggbb`, `rgb()` and the usual names; `None` for all else."""
    value = value.strip().lower()
    if value in _NAMED:
        return _NAMED[value]
    if re.fullmatch(r"#[0-9a-f]{3,4}", value):
        value = "#" + "".join(2 * digit for digit in value[1:4])
    if re.fullmatch(r"#[0-9a-f]{6}(?:[0-9a-f]{2})?", value):
        return int(value[1:3], 16), int(value[3:5], 16), int(value[5:7], 16)
    if match := re.match(r"rgba?\(\s*(\d{1,3})[,\s]+(\d{1,3})[,\s]+(\d{1,3})", value):
        return int(match[1]), int(match[2]), int(match[3])
    return None
