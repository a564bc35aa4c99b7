"""Level -> colour, in light and in dark surroundings."""

from collections.abc import Sequence

# Viridis (van der Walt and Smith 2015), which colour-blind readers see as one scale from little to much. Cut so that
# each colour has a contrast of at least 3:1 with the background it stands on (WCAG 2.2, 1.4.11).
LIGHT = ("#1f968b", "#26828e", "#33638d", "#414487", "#472a7a", "#440154")
DARK = ("#2f85a0", "#21a08f", "#35b779", "#6ccd5a", "#b5de2b", "#fde725")


def level_colours(*, dark: bool = False) -> Sequence[str]:
    """Return one colour per level, 1 first; higher levels stand out more from the background."""
    return DARK if dark else LIGHT


def level_style() -> str:
    """Return CSS that gives `.level-1` to `.level-6` their colour as `--level`, light or dark."""
    return "".join(
        f".level-{level}{{--level:light-dark({light},{dark})}}"
        for level, (light, dark) in enumerate(zip(LIGHT, DARK, strict=True), start=1)
    )
