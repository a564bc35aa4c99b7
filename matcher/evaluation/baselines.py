"""What simpler programs would answer, beside which ours is shown."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics.pairwise import linear_kernel

from matcher.answer import ScoredDocument
from matcher.encoder import SentenceEncoder
from matcher.features import encode_document, plain_vector
from matcher.framework import LEVELS, framework_for, shipped_frameworks
from matcher.pipeline import LevelMatcher
from matcher.similarity import encode_statements, similarities_to

Ints = npt.NDArray[np.int_]
CONSTANT_LEVEL = 3  # the most frequent level of the labelled development split


def baseline_levels(matcher: LevelMatcher, scored: Sequence[ScoredDocument]) -> dict[str, Ints]:
    """Return the levels of four baselines: constant, TF-IDF nearest, encoder nearest, ridge on mean vectors."""
    return {
        "constant": np.full(len(scored), CONSTANT_LEVEL),
        "tfidf_nearest": _tfidf_nearest(scored),
        "encoder_nearest": _encoder_nearest(scored),
        "ridge_mean_vector": _ridge(matcher, scored),
    }


def _tfidf_nearest(scored: Sequence[ScoredDocument]) -> Ints:
    """Character TF-IDF of the whole text, nearest level text in the document's language."""
    texts = [" ".join(s.text for s in level.statements) for one in shipped_frameworks() for level in one.levels]
    vectorizer = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True).fit(texts)
    levels = []
    for one in scored:
        document = one.read.encoded.document
        framework = framework_for(document.language)
        own = vectorizer.transform([" ".join(s.text for s in level.statements) for level in framework.levels])
        levels.append(LEVELS[int(linear_kernel(vectorizer.transform([document.text]), own)[0].argmax())])
    return np.array(levels)


def _encoder_nearest(scored: Sequence[ScoredDocument]) -> Ints:
    """Mean over a level's statements of the best sentence's cosine, by the encoder as it comes; the highest mean."""
    levels, encoder = [], SentenceEncoder(adapted=False)
    for one in scored:
        document = one.read.encoded.document
        framework = framework_for(document.language)
        vectors = encode_statements(framework, encoder)
        best = similarities_to(encode_document(document, encoder).vectors, vectors).max(axis=0, initial=-1.0)
        of_level = np.asarray(framework.statement_levels)
        levels.append(LEVELS[int(np.argmax([best[of_level == k].mean() for k in LEVELS]))])
    return np.array(levels)


def _ridge(matcher: LevelMatcher, scored: Sequence[ScoredDocument]) -> Ints:
    predicted = matcher.baseline_.predict([plain_vector(one.read.encoded) for one in scored])
    levels: Ints = np.clip(np.rint(predicted), LEVELS[0], LEVELS[-1]).astype(int)
    return levels
