"""One answer -> the columns of its row: hashes, places and numbers, none of the document's words."""

import hashlib
import json
from importlib.metadata import version
from typing import Any

from matcher.policy import Policy
from matcher.result import MatchResult

Entry = dict[str, Any]
"""A row's columns without time and decision; fit for JSON, so that it can come from another process."""


def entry_of(result: MatchResult, policy: Policy | None = None) -> Entry:
    """Return what is kept of one answer, given under a policy or none, whatever the reader says."""
    suggestion = result.suggestion
    quotes = [[[quote.start, quote.end] for quote in level.evidence] for level in result.levels]
    return {
        "document_sha256": result.document.sha256,
        "framework_sha256": result.framework.sources[0].sha256,
        "model_sha256": result.model.sha256,
        "policy": policy.name if policy else "",
        "policy_sha256": policy.sha256 if policy else None,
        "program": version("matcher"),
        "asked_sha256": asked_sha256(result.text, result.document.title),
        "language": result.document.language,
        "kind": result.document.kind,
        "skill_probability": result.skill_probability,
        "status": suggestion.status,
        "level": suggestion.level,
        "probabilities": json.dumps([level.probability for level in result.levels]),
        "quotes": json.dumps(quotes),
    }


def asked_sha256(text: str, title: str) -> str:
    """Hash text and title at once: a title alone is often a name, and the hash of a name can be guessed."""
    return hashlib.sha256(json.dumps([text, title]).encode()).hexdigest()
