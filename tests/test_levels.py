import numpy as np
import pytest

from matcher.levels import LevelClassifier, decided_index
from matcher.readings import Reading
from matcher.skill import SkillClassifier


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


@pytest.fixture(scope="module")
def reading():
    """The levels' true logits for `data`: the first feature is the level with a normal error."""
    k = np.arange(1, 7)
    return Reading(k, np.column_stack([k / 0.7**2, np.zeros((6, 5))]), -(k**2) / 2 / 0.7**2)


@pytest.mark.parametrize("given", [False, True])
def test_folding_the_views_changes_no_score(data, reading, given):
    features, levels = data
    classifier = LevelClassifier(reading=reading if given else None).fit(features, levels)
    classifier.calibrate(classifier.views(features), levels)

    assert np.allclose(classifier.predict_proba(features[:5]), classifier.calibrated(classifier.views(features[:5])))


def test_what_was_learned_with_the_encoder_counts_more_than_a_poor_fit(data, reading):
    features, levels = data
    poor = np.arange(40) % 6 + 1  # labels by lot
    classifier = LevelClassifier(reading=reading).fit(features[:40], poor)

    classifier.calibrate(classifier.views(features[40:]), levels[40:])

    assert classifier.view_weights_[1] == 0
    assert (classifier.predict(features[40:]) == levels[40:]).mean() > 0.5


def test_labels_of_ones_own_count_where_the_reading_does_not_know_them(data, reading):
    features, levels = data
    own = np.clip(levels + (features[:, 1] > 0), 1, 6)  # one level more for what the reading does not look at
    classifier = LevelClassifier(reading=reading).fit(features[:200], own[:200])

    classifier.calibrate(classifier.views(features[200:]), own[200:])

    assert classifier.view_weights_[1] > 0.1
    alone = LevelClassifier(reading=reading).fit(features[:200], own[:200])._weigh([1.0, 0])
    assert (classifier.predict(features) == own).mean() > (alone.predict(features) == own).mean() + 0.05


def test_a_reading_of_wider_features_says_the_same(data, reading):
    features, _ = data
    wider = np.hstack([features[:, :2], np.ones((400, 3)), features[:, 2:]])
    spread = reading.with_zeros(at=2, n=3)

    assert np.allclose(wider @ spread.weights.T + spread.bias, features @ reading.weights.T + reading.bias)


def test_the_level_is_the_mean_moved_from_the_middle_and_the_lower_one_in_a_tie():
    means = {1.7: 1, 2.6: 2, 2.7: 3, 3.5: 3, 3.51: 4, 4.3: 4, 4.4: 5, 5.3: 6, 6.0: 6}
    probabilities = np.zeros((len(means), 6))
    for row, mean in zip(probabilities, means, strict=True):
        lower = min(int(mean), 5)
        row[lower - 1 : lower + 1] = lower + 1 - mean, mean - lower

    assert (decided_index(probabilities) + 1).tolist() == list(means.values())


def test_a_level_stands_as_far_from_the_top_as_its_mirror_image_from_the_bottom():
    probabilities = np.random.default_rng(0).dirichlet(np.ones(6), 1000)

    assert (decided_index(probabilities) + decided_index(probabilities[:, ::-1]) == 5).all()


def test_platts_calibration_brings_scores_to_rates():
    generator = np.random.default_rng(1)
    features = generator.normal(0, 1, (2000, 1))
    shown = (generator.random(2000) < 1 / (1 + np.exp(-features[:, 0]))).astype(int)
    classifier = SkillClassifier().fit(features, shown)

    classifier.calibrate(5 * classifier.views(features), shown)

    assert classifier.slopes_ == pytest.approx([0.2], abs=0.02)


def test_a_given_score_is_weighed_by_what_it_is_worth_and_not_fitted():
    generator = np.random.default_rng(2)
    features = generator.normal(0, 1, (4000, 3))
    log_odds = 2 * features[:, 0] + 0 * features[:, 1] + features[:, 2]
    shown = (generator.random(4000) < 1 / (1 + np.exp(-log_odds))).astype(int)
    classifier = SkillClassifier(n_given=2).fit(features[:2000], shown[:2000])

    classifier.calibrate(classifier.views(features[2000:]), shown[2000:])

    assert classifier.regression_.coef_.shape == (1, 1)
    assert classifier.slopes_[1:] == pytest.approx([2, 0], abs=0.3)
