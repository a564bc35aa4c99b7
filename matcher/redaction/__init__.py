"""Result -> the same result with what tells who a person is blackened."""

from matcher.redaction.personal import Stretch, find_personal
from matcher.redaction.redact import redact_result, redact_text

__all__ = ["Stretch", "find_personal", "redact_result", "redact_text"]
