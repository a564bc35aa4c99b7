import numpy as np
import pytest

from matcher.levels import LevelClassifier, SkillClassifier, nearest_index


@pytest.fixture(scope="module")
def data():
    generator = np.random.default_rng(0)
    levels = generator.integers(1, 7, 400)
    features = np.column_stack([levels + generator.normal(0, 0.7, 400), generator.normal(0, 1, (400, 5))])
    return features, levels


def test_scores_split_into_parts_exactly(data):
    features, levels = data
    classifier = LevelClassifier().fit(features, levels)

    left = classifier.parts(features[:3, :2], columns=slice(0, 2))
    right = classifier.parts(features[:3, 2:], columns=slice(2, None))

    assert np.allclose(left + right + classifier.intercept_, classifier.decision_function(features[:3]))


def test_calibrating_on_other_answers_makes_probabilities_fit_better(data):
    features, levels = data
    classifier = LevelClassifier(C=100.0).fit(features[:40], levels[:40])
    column = levels[40:] - 1

    def loss():
        return -np.log(classifier.predict_proba(features[40:])[np.arange(360), column]).mean()

    before = loss()
    classifier.calibrate(classifier.views(features[40:]), levels[40:])

    assert loss() < before


def test_folding_the_two_views_changes_no_score(data):
    features, levels = data
    classifier = LevelClassifier().fit(features, levels)

    folded = classifier.decision_function(features[:5])
    apart = classifier._combine(classifier.views(features[:5]), temperature=1.0, ordinal_weight=0.5)

    assert np.allclose(folded, apart)


def test_the_nearest_level_is_the_rounded_mean_and_the_lower_one_in_a_tie():
    probabilities = np.array([[0.5, 0.5, 0, 0, 0, 0], [0.2, 0.2, 0.2, 0.2, 0.2, 0], [0, 0, 0, 0, 0.4, 0.6]])

    assert nearest_index(probabilities).tolist() == [0, 2, 5]


def test_platts_calibration_brings_scores_to_rates():
    generator = np.random.default_rng(1)
    features = generator.normal(0, 1, (2000, 1))
    shown = (generator.random(2000) < 1 / (1 + np.exp(-features[:, 0]))).astype(int)
    classifier = SkillClassifier().fit(features, shown)

    classifier.calibrate(5 * classifier.decision_function(features), shown)

    assert classifier.slope_ == pytest.approx(0.2, abs=0.02)
