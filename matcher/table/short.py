"""Answer -> its flat short form, for spreadsheets."""

from typing import Any

from matcher.framework import LEVELS

SHORT_FIELDS = (
    "id", "title", "language", "kind", "status", "level", "expected_level", "skill_probability",
    *(f"probability_{k}" for k in LEVELS), "quotes", "error",
)  # fmt: skip
MAX_QUOTES = 3  # of the suggested level, the strongest first


def short_answer(answer: dict[str, Any]) -> dict[str, Any]:
    """Return one value for each of `SHORT_FIELDS`; a failed row has the status `error` and the reason."""
    document, suggestion = answer["document"], answer.get("suggestion") or {}
    error = answer.get("error") or {}
    level = suggestion.get("level")
    quotes = answer["levels"][level - 1]["evidence"][:MAX_QUOTES] if level else []
    return {
        "id": document["id"],
        "title": document.get("title", ""),
        "language": document.get("language", ""),
        "kind": document.get("kind", ""),
        "status": suggestion.get("status", "error"),
        "level": level,
        "expected_level": suggestion.get("expected_level"),
        "skill_probability": answer["skill"]["probability"] if suggestion else None,
        **{f"probability_{k}": answer["levels"][k - 1]["probability"] if suggestion else None for k in LEVELS},
        "quotes": " | ".join(quote.get("text", "") for quote in quotes),
        "error": f"{error['code']}: {error['message']}" if error else "",
    }
