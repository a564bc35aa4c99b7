"""Document -> MatchResult, by one fitted LevelMatcher."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Self

import numpy as np
import numpy.typing as npt
from scipy import sparse
from sklearn.base import BaseEstimator, clone
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import Ridge
from sklearn.pipeline import FeatureUnion

from matcher.answer import ScoredDocument, compose_result
from matcher.corpus import Example
from matcher.document import Document
from matcher.duties import left_out_reasons
from matcher.encoder import Encoder, Matrix, SentenceEncoder
from matcher.errors import ModelError
from matcher.features import EncodedDocument, encode_document, plain_vector
from matcher.folds import folds_of, out_of_fold
from matcher.framework import LEVELS, Framework, framework_for
from matcher.levels import LevelClassifier, SkillClassifier
from matcher.reading import MIN_DOCUMENTS, DocumentReader, ReadDocument
from matcher.result import MatchResult, ModelInfo
from matcher.similarity import encode_statements
from matcher.suggestion import Thresholds

Floats = npt.NDArray[np.float64]


MAX_SKILL_PARTS = 60_000  # keeps the model folder small; chosen, not tuned
CLOSE_TO_LIFE = 3.0  # weight of real, wild and role documents beside those written to show a level clearly


def example_weight(example: Example) -> float:
    """Return how much an example counts in fitting the levels of documents.

    Documents written first and labelled afterwards, like real ones, say more about real ones.
    """
    close = example.real or example.sure != "" or example.document.kind == "role"
    return CLOSE_TO_LIFE if close else 1.0


def _check_levels(examples: Sequence[Example]) -> None:
    found = sorted({example.level for example in examples})
    if found != [0, *LEVELS]:
        raise ModelError(f"Examples of all levels 0 to 6 are needed to fit; found {found}.")


def _skill_terms() -> FeatureUnion:
    """Return words and parts of words of whole documents, which tell jobs apart better than vectors do."""
    words = TfidfVectorizer(sublinear_tf=True, min_df=MIN_DOCUMENTS, ngram_range=(1, 2), dtype=np.float32)
    parts = TfidfVectorizer(
        sublinear_tf=True,
        min_df=MIN_DOCUMENTS,
        analyzer="char_wb",
        ngram_range=(3, 5),
        max_features=MAX_SKILL_PARTS,
        dtype=np.float32,
    )
    return FeatureUnion([("words", words), ("parts", parts)])


def _whole_text(document: Document) -> str:
    return f"{document.title}\n{document.text}"


class LevelMatcher(BaseEstimator):  # type: ignore[misc]
    """Match documents against the six levels of one skill.

    `fit` learns from labelled examples, `match` answers for one document. The parts are
    scikit-learn estimators and may be replaced; `random_state` orders the folds of calibration.
    """

    def __init__(
        self,
        encoder: Encoder | None = None,
        reader: DocumentReader | None = None,
        level_classifier: LevelClassifier | None = None,
        skill_classifier: SkillClassifier | None = None,
        thresholds: Thresholds | None = None,
        random_state: int = 0,
    ) -> None:
        self.encoder = encoder
        self.reader = reader
        self.level_classifier = level_classifier
        self.skill_classifier = skill_classifier
        self.thresholds = thresholds
        self.random_state = random_state

    # -- fit ---------------------------------------------------------------------------------

    def fit(self, examples: Sequence[Example], y: None = None) -> Self:  # noqa: ARG002
        """Learn from labelled examples; sentence marks are needed on some, levels 1 to 6 on all together.

        Marked examples (our corpus) teach what a duty is and which level it shows; all teach the level
        of documents. Scores are calibrated on out-of-fold answers for the unmarked examples (real
        documents) where there are any, else for all. Raises `ModelError` where a level has no example.
        """
        _check_levels(examples)
        self.encoder_ = self.encoder or SentenceEncoder()
        encoded = [encode_document(example.document, self.encoder_) for example in examples]
        self.reader_ = clone(self.reader or DocumentReader()).fit(encoded, examples)
        features = self._cross_fitted_features(encoded, examples)
        levels = np.array([example.level for example in examples])
        self._fit_levels(features, levels, examples)
        self.skill_terms_ = _skill_terms().fit([_whole_text(example.document) for example in examples])
        terms = self.skill_terms_.transform([_whole_text(example.document) for example in examples])
        self._fit_skill(sparse.hstack([features, terms]).tocsr(), levels, examples)
        shown = np.flatnonzero(levels > 0)
        self.baseline_ = Ridge(alpha=1.0).fit([plain_vector(encoded[i]) for i in shown], levels[shown])
        self.thresholds_ = self.thresholds or Thresholds()
        self.info_ = ModelInfo("unsaved", "0", "")
        return self

    def _cross_fitted_features(self, encoded: Sequence[EncodedDocument], examples: Sequence[Example]) -> Floats:
        """Return features of all examples, each read by a reader that did not learn from it."""
        features = np.vstack([self.reader_.read(document).features for document in encoded])
        marked = [i for i, example in enumerate(examples) if example.marks]
        for fold, kept in folds_of([examples[i] for i in marked], self.random_state):
            reader = clone(self.reader_)
            chosen = [marked[i] for i in kept]
            reader.fit([encoded[i] for i in chosen], [examples[i] for i in chosen])
            reader.title_terms_ = self.reader_.title_terms_
            for i in fold:
                features[marked[i]] = reader.read(encoded[marked[i]]).features
        return features

    def _fit_levels(self, features: Floats, levels: npt.NDArray[np.int_], examples: Sequence[Example]) -> None:
        shown = np.flatnonzero(levels > 0).tolist()
        classifier = clone(self.level_classifier or LevelClassifier())
        chosen = [examples[i] for i in shown]
        self.level_classifier_ = self._fit_calibrated(
            classifier, features[shown], levels[shown], chosen, method="views"
        )

    def _fit_skill(self, features: Any, levels: npt.NDArray[np.int_], examples: Sequence[Example]) -> None:
        shown = (levels > 0).astype(int)
        classifier = clone(self.skill_classifier or SkillClassifier())
        self.skill_classifier_ = self._fit_calibrated(classifier, features, shown, examples, method="decision_function")

    def _fit_calibrated(
        self, classifier: Any, features: Any, y: npt.NDArray[np.int_], examples: Sequence[Example], *, method: str
    ) -> Any:
        """Fit on all, calibrated on out-of-fold answers for real documents, or for all where those lack a class."""
        weights = np.array([example_weight(example) for example in examples])
        answers = out_of_fold(
            classifier, features, y, examples, weights=weights, method=method, random_state=self.random_state
        )
        real = np.array([example.real for example in examples])
        on = real if len(set(y[real].tolist())) > 1 else np.ones(len(y), dtype=bool)
        return classifier.fit(features, y, sample_weight=weights).calibrate(answers[on], y[on])

    # -- match -------------------------------------------------------------------------------

    def match_many(self, documents: Iterable[Document], *, framework: Framework | None = None) -> Iterator[MatchResult]:
        """Yield one result per document, in order; each is the same as `match` gives alone."""
        for document in documents:
            yield self.match(document, framework=framework)

    def match(self, document: Document, *, framework: Framework | None = None) -> MatchResult:
        """Score the six levels of one document and quote the sentences that carry each.

        Quotes are held against `framework`, by default the shipped one in the document's language.
        """
        return self.answer(self.score(document), framework=framework)

    def answer(self, scored: ScoredDocument, *, framework: Framework | None = None) -> MatchResult:
        """Bring a scored document into the result's form, as `match` does."""
        framework = framework or framework_for(scored.read.encoded.document.language)
        vectors = self._statement_vectors(framework)
        return compose_result(scored, framework, vectors, thresholds=self.thresholds_, model=self.info_)

    def score(self, document: Document) -> ScoredDocument:
        """Read one document and split its six scores into what each sentence and the title add."""
        read: ReadDocument = self.reader_.read(encode_document(document, self.encoder_))
        weights, bases = self._split_scores(read)
        return ScoredDocument(
            read=read,
            weights=weights,
            bases=bases,
            probabilities=self.level_classifier_.probabilities(bases + weights.sum(axis=0)),
            skill_probability=self._skill_probability(read),
            reasons=left_out_reasons(read.duty_classes, self.reader_.duty_classifier_.classes_),
        )

    def _skill_probability(self, read: ReadDocument) -> float:
        terms = self.skill_terms_.transform([_whole_text(read.encoded.document)])
        features = sparse.hstack([read.features[None, :], terms]).tocsr()
        return float(self.skill_classifier_.predict_proba(features)[0, 1])

    def _split_scores(self, read: ReadDocument) -> tuple[Floats, Floats]:
        """Return what each sentence adds, (n_sentences, 6), and the base of intercept and title, (6,)."""
        n_title = len(read.title_features)
        classifier = self.level_classifier_
        bases = classifier.intercept_ + classifier.parts(read.title_features, columns=slice(0, n_title))
        return classifier.parts(read.shares, columns=slice(n_title, None)), bases

    def _statement_vectors(self, framework: Framework) -> Matrix:
        cache: dict[str, Matrix] = self.__dict__.setdefault("_statement_cache", {})
        if framework.sha256 not in cache:
            cache[framework.sha256] = encode_statements(framework, self.encoder_)
        return cache[framework.sha256]

    def __getstate__(self) -> dict[str, object]:
        """Leave out what is computed again at need."""
        return {name: value for name, value in super().__getstate__().items() if name != "_statement_cache"}
