"""Document -> MatchResult, by one fitted LevelMatcher."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Self

import numpy as np
import numpy.typing as npt
from scipy import sparse
from sklearn.base import BaseEstimator, clone
from sklearn.linear_model import Ridge

from matcher.answer import ScoredDocument, compose_result
from matcher.corpus import DUTY, Example
from matcher.document import Document
from matcher.document.kind import CV
from matcher.duties import HEADING, left_out_reasons
from matcher.encoder import Encoder, Matrix, SentenceEncoder, learned_readings, learned_texts
from matcher.errors import ModelError
from matcher.features import encode_document, plain_vector
from matcher.fitting import Judged, cross_fitted_reads, fit_calibrated, judged_on, regressed_on
from matcher.framework import LEVELS, Framework, framework_for
from matcher.levels import LevelClassifier
from matcher.reading import DocumentReader, ReadDocument, lean_on_part, read_part
from matcher.result import NOT_THIS_SKILL, MatchResult, ModelInfo
from matcher.roles import Role, ScoredRole, answered_role, cut_roles
from matcher.similarity import encode_statements
from matcher.skill import SkillClassifier
from matcher.suggestion import suggested_level
from matcher.terms import SkillTerms
from matcher.thresholds import Thresholds, fit_thresholds

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int_]
Flags = npt.NDArray[np.bool_]


def _check_levels(examples: Sequence[Example]) -> None:
    found = sorted({example.level for example in examples})
    if found != [0, *LEVELS]:
        raise ModelError(f"Examples of all levels 0 to 6 are needed to fit; found {found}.")


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

        Where the encoder brings no readings, marked examples (our corpus) teach what a duty is and which level it
        shows. Scores are calibrated, and thresholds chosen, on out-of-fold answers for documents that the encoder did
        not learn from, real ones before others (`judged_on`). Raises `ModelError` where a level has no example.
        """
        _check_levels(examples)
        self.encoder_ = self.encoder or SentenceEncoder()
        encoded = [encode_document(example.document, self.encoder_) for example in examples]
        self.reader_ = clone(self.reader or DocumentReader())
        if self.reader_.readings is None:
            self.reader_.set_params(readings=learned_readings(self.encoder_))
        self.reader_.fit(encoded, examples)
        reads = cross_fitted_reads(self.reader_, encoded, examples, random_state=self.random_state)
        features = np.vstack([read.features for read in reads])
        n_duties = np.array([read.duty_probabilities.sum() for read in reads])
        levels = np.array([example.level for example in examples])
        learned = learned_texts(self.encoder_)
        judged = judged_on(examples, learned=learned)
        shown = np.flatnonzero(regressed_on(examples, learned=learned)).tolist()
        level_probabilities = self._fit_levels(
            features[shown], levels[shown], [examples[i] for i in shown], judged[shown]
        )
        self.skill_terms_ = SkillTerms().fit([read.terms[0] for read in reads])
        skill_features = self._skill_features(reads)
        skill_probabilities = self._fit_skill(skill_features, (levels > 0).astype(int), examples, judged)
        fitted, self.error_rates_ = fit_thresholds(skill_probabilities[judged], levels[judged] > 0, n_duties[judged])
        self.thresholds_ = self.thresholds or fitted
        self.judged_ = Judged(
            levels[shown][judged[shown]],
            level_probabilities[judged[shown]],
            levels[judged] > 0,
            skill_probabilities[judged],
        )
        of_skill = np.flatnonzero(levels > 0).tolist()
        self.baseline_ = Ridge(alpha=1.0).fit([plain_vector(encoded[i]) for i in of_skill], levels[of_skill])
        self.info_ = ModelInfo("unsaved", "0", "")
        return self

    def _fit_levels(self, features: Floats, levels: Ints, examples: Sequence[Example], judged: Flags) -> Floats:
        self.level_classifier_ = clone(self.level_classifier or LevelClassifier())
        self.level_classifier_.set_params(reading=self.reader_.level_reading)
        views = fit_calibrated(
            self.level_classifier_, features, levels, examples,
            judged=judged, method="views", random_state=self.random_state,
        )  # fmt: skip
        probabilities: Floats = self.level_classifier_.calibrated(views)
        return probabilities

    def _fit_skill(self, features: Any, shown: Ints, examples: Sequence[Example], judged: Flags) -> Floats:
        self.skill_classifier_ = clone(self.skill_classifier or SkillClassifier())
        self.skill_classifier_.set_params(n_given=features.shape[1] - self.skill_terms_.n_terms)
        views = fit_calibrated(
            self.skill_classifier_, features, shown, examples,
            judged=judged, method="views", random_state=self.random_state,
        )  # fmt: skip
        probabilities: Floats = self.skill_classifier_.calibrated(views)
        return probabilities

    def _skill_features(self, reads: Sequence[ReadDocument]) -> sparse.csr_matrix:
        """Return what tells of the skill: the document's log odds as read with the encoder, if it can, and terms."""
        given = self.reader_.shown_log_odds(np.vstack([read.features for read in reads]))
        texts, again = zip(*(read.terms for read in reads), strict=True)
        return self.skill_terms_.transform(texts, again=again, given=given)

    # -- match -------------------------------------------------------------------------------

    def predict(self, examples: Sequence[Example]) -> npt.NDArray[np.int_]:
        """Return each document's level, 0 where its answer is `not_this_skill`, as scikit-learn's tools ask for it."""
        return np.array([self._level_of(example.document) for example in examples], dtype=int)

    def _level_of(self, document: Document) -> int:
        scored = self.score(document)
        refused = self.answer(scored).suggestion.status == NOT_THIS_SKILL
        return 0 if refused else suggested_level(scored.probabilities)

    def __sklearn_tags__(self) -> Any:
        """Tell scikit-learn that the input is examples, not an array."""
        tags = super().__sklearn_tags__()
        tags.input_tags.two_d_array = False
        return tags

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
        thresholds = self.thresholds or self.thresholds_  # set_params changes them on a fitted matcher, too
        return compose_result(scored, framework, vectors, thresholds=thresholds, model=self.info_)

    def score(self, document: Document) -> ScoredDocument:
        """Read one document and split its six scores into what each sentence and the title add.

        A CV leans on the duties of one role: the most senior substantial one (annotation guide, rule 6).
        """
        read: ReadDocument = self.reader_.read(encode_document(document, self.encoder_))
        roles = self._score_roles(read)
        answered = answered_role(roles)
        counted = read if answered is None else lean_on_part(read, answered.first, answered.last)
        weights, bases = self._split_scores(counted)
        return ScoredDocument(
            read=read,
            weights=weights,
            bases=bases,
            probabilities=self.level_classifier_.probabilities(bases + weights.sum(axis=0)),
            skill_probability=self._skill_probability(read),
            reasons=left_out_reasons(read.duty_classes, self.reader_.duty_classifier_.classes_),
            roles=roles,
            answered=answered,
        )

    def _score_roles(self, read: ReadDocument) -> tuple[ScoredRole, ...]:
        """Return a CV's roles with the level that each would show alone; none for another kind of document."""
        if read.encoded.document.kind != CV:
            return ()
        names = self.reader_.duty_classifier_.classes_[read.duty_classes.argmax(axis=1)]
        roles = cut_roles(read.encoded.sentences, (names == HEADING).tolist(), (names == DUTY).tolist())
        return tuple(self._score_role(read, role) for role in roles)

    def _score_role(self, read: ReadDocument, role: Role) -> ScoredRole:
        weights, bases = self._split_scores(read_part(read, role.first, role.last))
        probabilities = self.level_classifier_.probabilities(bases + weights.sum(axis=0))
        n_duties = float(read.duty_probabilities[role.first : role.last].sum())
        return ScoredRole(role.name, role.first, role.last, n_duties, float(probabilities @ np.asarray(LEVELS)))

    def _skill_probability(self, read: ReadDocument) -> float:
        return float(self.skill_classifier_.predict_proba(self._skill_features([read]))[0, 1])

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
