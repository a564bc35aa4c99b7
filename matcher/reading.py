"""Encoded document -> duties, their levels, and the document's features."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import compress
from typing import Any, Self

import numpy as np
import numpy.typing as npt
from scipy.special import logsumexp
from sklearn.base import BaseEstimator
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from matcher.corpus import DUTY, Example, Mark
from matcher.document import Document
from matcher.duties import CONTACT, SOLVER_TOLERANCE, DutyClassifier, class_probabilities
from matcher.encoder import Matrix
from matcher.features import EncodedDocument, sentence_features
from matcher.forward import TOKEN_SIZE
from matcher.pooling import pool_document
from matcher.readings import Reading, Readings
from matcher.sentences import Sentence
from matcher.terms import MIN_DOCUMENTS
from matcher.wording import plain_wording

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
# Of what a CV says, that of its answered role alone. The role with the highest of several uncertain levels stands too
# high on average; alone it put real CVs a level too high more often than the whole did (docs/quality.md).
PART_SHARE = 0.5
CERTAIN = 0.5  # probability from which on a sentence is more likely than not a duty, or contact and nothing else
DUTY_LEVELS = 7  # a duty shows level 0 (nothing of the skill) to 6


@dataclass(frozen=True, slots=True, eq=False)
class ReadDocument:
    """A document as the level decision sees it.

    `duty_classes`, shape (n_sentences, n_classes), `duty_probabilities` and `contact_probabilities`,
    (n_sentences,), say what each sentence is, `level_probabilities`, (n_sentences, 7), which level it
    shows. `title_features` and `shares` (n_sentences, n_pooled) make up the document's features: the
    title's columns, then the column sums of `shares`. `weighed`, (n_sentences,), says which sentences take part: those
    that only name and reach a person are read as if they did not stand there, so that no name can move the answer.
    """

    encoded: EncodedDocument
    duty_classes: Floats
    duty_probabilities: Floats
    contact_probabilities: Floats
    weighed: Flags
    level_probabilities: Floats
    title_features: Floats
    shares: Floats

    @property
    def features(self) -> Floats:
        """The document's features, shape (n_title + n_pooled,)."""
        return np.concatenate([self.title_features, self.shares.sum(axis=0)])

    @property
    def terms(self) -> tuple[tuple[str, ...], Flags]:
        """The texts of the title and of the sentences that are weighed, and which of these are the title or a duty."""
        texts = (self.encoded.texts[0], *compress(self.encoded.texts[1:], self.weighed))
        return texts, np.append(True, self.duty_probabilities[self.weighed] >= CERTAIN)


def read_part(read: ReadDocument, first: int, last: int) -> ReadDocument:
    """Return the document as if only its sentences from `first` to before `last` counted."""
    part = np.zeros_like(read.weighed)
    part[first:last] = read.weighed[first:last]
    shares = _shares(
        part, read.encoded.vectors, read.duty_probabilities, read.level_probabilities, read.contact_probabilities
    )
    return replace(read, shares=shares)


def lean_on_part(read: ReadDocument, first: int, last: int) -> ReadDocument:
    """Return the document as if its sentences from `first` to before `last` said half of it, and the whole the rest."""
    part = read_part(read, first, last)
    return replace(read, shares=PART_SHARE * part.shares + (1.0 - PART_SHARE) * read.shares)


class DocumentReader(BaseEstimator):  # type: ignore[misc]
    """Find the duties of a document and the level each of them shows.

    Takes the `readings` that were learned together with the encoder; where there are none, learns from marked
    sentences (`C`, `max_iter`). Titles also give character n-grams, of which only those kept that occur in at
    least `MIN_DOCUMENTS` titles.
    """

    def __init__(self, C: float = 1.0, max_iter: int = 150, readings: Readings | None = None) -> None:  # noqa: N803
        self.C = C
        self.max_iter = max_iter
        self.readings = readings

    def fit(self, encoded: Sequence[EncodedDocument], examples: Sequence[Example]) -> Self:
        """Learn from documents whose sentences are marked; the titles of all are used."""
        self.duty_classifier_ = DutyClassifier(C=self.C, max_iter=self.max_iter)
        if self.readings is None:
            self._fit_sentences(*_marked_sentences(encoded, examples))
        else:
            self.duty_classifier_.take(self.readings.what)
            self.duty_level_classifier_ = self.readings.duty_levels.as_regression()
        self.title_terms_ = TfidfVectorizer(
            analyzer="char_wb", ngram_range=(2, 5), min_df=MIN_DOCUMENTS, sublinear_tf=True, dtype=np.float32
        )
        self.title_terms_.fit([_plain_title(example.document) for example in examples])
        return self

    def _fit_sentences(self, features: Matrix, what: Sequence[str], levels: Sequence[int]) -> None:
        self.duty_classifier_.fit(features, what)
        shown = np.asarray(what) == DUTY
        self.duty_level_classifier_ = LogisticRegression(C=self.C, max_iter=self.max_iter, tol=SOLVER_TOLERANCE)
        self.duty_level_classifier_.fit(features[shown], np.asarray(levels)[shown])

    @property
    def level_reading(self) -> Reading | None:
        """What was learned of the levels 1 to 6 of documents, for the features that `read` gives; or `None`."""
        return None if self.readings is None else self._document_reading(self.readings).without_first()

    def shown_log_odds(self, features: Floats) -> Floats:
        """Return the log odds of levels 1 to 6 against 0 by the document's reading, shape (n_documents, 1).

        Shape (n_documents, 0) where there are no readings.
        """
        if self.readings is None:
            return np.zeros((len(features), 0))
        reading = self._document_reading(self.readings)
        logits = features @ reading.weights.T + reading.bias
        log_odds: Floats = logsumexp(logits[:, 1:], axis=1, keepdims=True) - logits[:, :1]
        return log_odds

    def _document_reading(self, readings: Readings) -> Reading:
        """Spread the reading over the features that `read` gives: title terms were not there when it was learned."""
        return readings.document.with_zeros(at=TOKEN_SIZE, n=len(self.title_terms_.vocabulary_))

    def __sklearn_tags__(self) -> Any:
        """Tell scikit-learn that the input is documents, not an array."""
        tags = super().__sklearn_tags__()
        tags.input_tags.two_d_array = False
        return tags

    def read(self, encoded: EncodedDocument) -> ReadDocument:
        """Return the document's duties and features."""
        features = sentence_features(encoded)
        classes = self.duty_classifier_.predict_proba(features)
        names = self.duty_classifier_.classes_
        weighed = class_probabilities(classes, names, CONTACT) < CERTAIN
        if not weighed.all():
            classes[~weighed] = names == CONTACT
            features = sentence_features(encoded, weighed)
            classes[weighed] = self.duty_classifier_.predict_proba(features)
        duties = class_probabilities(classes, names, DUTY)
        contacts = class_probabilities(classes, names, CONTACT)
        levels = np.zeros((len(classes), DUTY_LEVELS))
        levels[weighed] = self._level_probabilities(features)
        shares = _shares(weighed, encoded.vectors, duties, levels, contacts)
        terms = self.title_terms_.transform([_plain_title(encoded.counted)]).toarray()[0]
        title = np.concatenate([encoded.title_vector, terms]).astype(np.float64)
        return ReadDocument(encoded, classes, duties, contacts, weighed, levels, title, shares)

    def _level_probabilities(self, features: Matrix) -> Floats:
        """Return each sentence's probabilities of levels 0 to 6, also where a level was never seen."""
        probabilities = np.zeros((len(features), DUTY_LEVELS))
        if len(features):
            probabilities[:, self.duty_level_classifier_.classes_] = self.duty_level_classifier_.predict_proba(features)
        return probabilities


def _shares(weighed: Flags, vectors: Matrix, duties: Floats, levels: Floats, contacts: Floats) -> Floats:
    """Pool the sentences that are `weighed`, shape (n_sentences,); the others have shares of zero."""
    pooled = pool_document(vectors[weighed], duties[weighed], levels[weighed], contacts[weighed])
    shares = np.zeros((len(weighed), pooled.shape[1]))
    shares[weighed] = pooled
    return shares


def _plain_title(document: Document) -> str:
    return plain_wording(document.title, language=document.language)


def _marked_sentences(
    encoded: Sequence[EncodedDocument], examples: Sequence[Example]
) -> tuple[Matrix, list[str], list[int]]:
    """Return features, what it is, and level (-1 for no duty) of every sentence that carries a mark."""
    rows: list[Matrix] = []
    what: list[str] = []
    levels: list[int] = []
    for document, example in zip(encoded, examples, strict=True):
        if not example.marks:
            continue
        marks = list(sentence_marks(document.sentences, example.marks))
        known = [i for i, mark in enumerate(marks) if mark is not None]
        rows.append(sentence_features(document)[known])
        what.extend(mark.what for mark in marks if mark is not None)
        levels.extend(-1 if mark.level is None else mark.level for mark in marks if mark is not None)
    return np.vstack(rows), what, levels


def sentence_marks(sentences: Sequence[Sentence], marks: Sequence[Mark]) -> Iterator[Mark | None]:
    """Yield for each sentence the mark that covers most of it; the earlier mark wins a tie."""
    first = 0
    for sentence in sentences:
        while first < len(marks) and marks[first].end <= sentence.start:
            first += 1
        best, most = None, 0
        for mark in marks[first:]:
            if mark.start >= sentence.end:
                break
            overlap = min(mark.end, sentence.end) - max(mark.start, sentence.start)
            if overlap > most:
                best, most = mark, overlap
        yield best
