"""Everything that can go wrong, as one tree of errors."""


class MatcherError(Exception):
    """Base of every error that this package raises on purpose.

    `code` is a stable word for programs; the message is a sentence for people that names
    what happened, where, and what to do next.
    """

    code = "error"

    def __init__(self, message: str, *, code: str | None = None) -> None:
        super().__init__(message)
        if code is not None:
            self.code = code


class DocumentError(MatcherError):
    """A document cannot be read; `code` says why.

    Codes: `missing_file`, `empty`, `too_large`, `encrypted`, `no_text`, `wrong_type`, `damaged`,
    `unknown_type`, `bad_encoding`, `unreadable`, `too_complex`.
    """

    code = "unreadable"


class LanguageError(MatcherError):
    """A language code is none that a document may be declared to have."""

    code = "unknown_language"


class FrameworkError(MatcherError):
    """A framework file has mistakes; the message names each with its place."""

    code = "bad_framework"


class CorpusError(MatcherError):
    """A corpus file has mistakes; the message names the file, the document and the reason."""

    code = "bad_corpus"


class ModelError(MatcherError):
    """A model folder is missing, changed, or made for other library versions."""

    code = "bad_model"


class PolicyError(MatcherError):
    """A policy file cannot be read or holds what is no threshold."""

    code = "bad_policy"


class InputError(MatcherError):
    """An input table or labelled file does not have the form that its command needs."""

    code = "bad_input"


class ComparisonError(MatcherError):
    """Two results cannot be laid beside each other."""

    code = "not_comparable"


class ReviewsError(MatcherError):
    """The file of reviews is locked, damaged, newer than this program, or lacks what was asked for."""

    code = "bad_reviews"


class BatchError(MatcherError):
    """A batch run cannot begin or go on; what it has answered so far is kept."""

    code = "batch_stopped"
