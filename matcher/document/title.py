"""Text -> job title, where it has one at its top."""

from matcher.cues import NO_TITLE, TITLE_LABEL

_MAX_TITLE = 100  # characters; longer lines are taken for sentences
_LINES_TO_READ = 4


def find_title(text: str) -> str:
    """Return the job title that stands at the top of `text`, or an empty string.

    A title is a short first line that is no sentence, greeting or contact line, or any of the
    first lines that is labelled as one ("Position: …").
    """
    lines = [line.strip(" \t#*•-–|").strip() for line in text.splitlines()]
    lines = [line for line in lines if line][: _LINES_TO_READ + 1]
    for line in lines[:_LINES_TO_READ]:
        if labelled := TITLE_LABEL.match(line):
            return labelled["title"].strip()[:_MAX_TITLE]
    if len(lines) > 1 and _looks_like_title(lines[0]):
        return lines[0]
    return ""


def _looks_like_title(line: str) -> bool:
    return (
        len(line) <= _MAX_TITLE
        and 1 <= len(line.split()) <= 12
        and not line.endswith((".", "!", "?", ":", ";", ","))
        and not NO_TITLE.match(line)
        and "@" not in line
        and sum(character.isdigit() for character in line) <= 4
    )
