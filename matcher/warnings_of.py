"""A document as read -> what its reader should be warned of."""

from collections.abc import Iterator

from matcher.features import EncodedDocument
from matcher.framework import Framework
from matcher.language import LANGUAGES
from matcher.result import Warning

FRAMEWORK_TEXT = "framework_text"  # reason and warning: statements pasted into a document
MIN_DISGUISED = 3  # words; one or two are a slip of a keyboard or of a copied list
LONG_DOCUMENT = 30_000  # characters; the longest real ad or CV seen has 21,500


def warnings_of(encoded: EncodedDocument, framework: Framework) -> Iterator[Warning]:
    """Yield the warnings of one document, in the order that a result names them."""
    document = encoded.document
    if document.language not in LANGUAGES:
        yield Warning(
            "other_language",
            f"The document seems to be in {document.language!r}, which has no statements; "
            "English statements were used and the answer is less certain.",
        )
    if len(document.text) > LONG_DOCUMENT:
        yield Warning(
            "long_document",
            f"{len(document.text):,} characters is long for one document; several in one file are scored as one.",
        )
    if framework.skill != "CSMG":
        yield Warning(
            "other_skill",
            f"The level was decided by a model for CSMG; only the quotes are held against {framework.skill}.",
        )
    if document.hidden:
        yield Warning(
            "hidden_text",
            "The file holds text that no reader sees; it was left out and counts for nothing.",
            document.hidden,
        )
    if encoded.repeated:
        yield Warning(
            FRAMEWORK_TEXT,
            "The document repeats statements of the framework word for word; they were left out and count for nothing.",
            tuple(document.text[start:end] for start, end in encoded.repeated),
        )
    if len(encoded.disguised) >= MIN_DISGUISED:
        yield Warning(
            "disguised_words",
            "The document spells words with look-alikes from other scripts or with invisible signs; read as they look.",
            tuple(dict.fromkeys(encoded.disguised)),
        )
