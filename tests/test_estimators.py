import pickle

import numpy as np
import pytest
from sklearn import config_context
from sklearn.base import clone
from sklearn.model_selection import GridSearchCV
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.utils import estimator_checks, get_tags

from matcher.duties import DutyClassifier
from matcher.encoder import CachingEncoder, SentenceEncoder
from matcher.levels import LevelClassifier
from matcher.pipeline import LevelMatcher
from matcher.reading import DocumentReader
from matcher.skill import SkillClassifier
from matcher.thresholds import Thresholds

ONE_COLUMN_PER_LEVEL = "a score splits into sentences level by level, so two levels have two columns, not one"
EXPECTED_FAILURES = {
    LevelClassifier: {
        "check_classifiers_classes": "levels are ordered numbers; strings have no order",
        "check_classifiers_train": f"predict gives the level nearest to the expected one, not the likeliest; {ONE_COLUMN_PER_LEVEL}",
        "check_decision_proba_consistency": ONE_COLUMN_PER_LEVEL,
    },
}
"""Checks of scikit-learn that an estimator is meant to fail, and why."""

# Their input is texts, encoded documents and examples: scikit-learn's checks feed arrays and skip such estimators,
# all but those that look at an estimator from outside.
ON_OBJECTS = (SentenceEncoder(), CachingEncoder(SentenceEncoder()), DocumentReader(), LevelMatcher())
CHECKS_FROM_OUTSIDE = (
    "check_estimator_cloneable",
    "check_estimator_repr",
    "check_no_attributes_set_in_init",
    "check_parameters_default_constructible",
    "check_get_params_invariance",
    "check_set_params",
    "check_valid_tag_types",
    "check_estimator_tags_renamed",
)


@estimator_checks.parametrize_with_checks(
    [DutyClassifier(), LevelClassifier(), SkillClassifier()],
    expected_failed_checks=lambda estimator: EXPECTED_FAILURES.get(type(estimator), {}),
)
@pytest.mark.filterwarnings("ignore")  # the checks fit on a few rows of noise, which does not converge
def test_an_estimator_on_arrays_passes_the_checks_of_scikit_learn(estimator, check):
    check(estimator)


@pytest.mark.parametrize("estimator", ON_OBJECTS, ids=lambda one: type(one).__name__)
@pytest.mark.parametrize("check", CHECKS_FROM_OUTSIDE)
def test_an_estimator_on_documents_passes_the_checks_that_need_no_array(estimator, check):
    assert not get_tags(estimator).input_tags.two_d_array
    getattr(estimator_checks, check)(type(estimator).__name__, estimator)


def test_two_levels_use_both_views():
    generator = np.random.default_rng(0)
    levels = generator.integers(2, 4, 200)
    features = (levels - 2.5)[:, None] * [1.0, 0.0] + generator.normal(0, 0.5, (200, 2))
    classifier = LevelClassifier().fit(features, levels)

    classifier._weigh([1.0, 0.0])  # the regression's view alone

    assert np.allclose(classifier.predict_proba(features), classifier.regression_.predict_proba(features))


def test_a_grid_search_and_a_pipeline_take_the_classifiers_as_they_are():
    generator = np.random.default_rng(0)
    levels = generator.integers(1, 7, 180)
    features = levels[:, None] + generator.normal(0, 1, (180, 4))
    search = GridSearchCV(
        make_pipeline(StandardScaler(), LevelClassifier()), {"levelclassifier__alpha": [0.1, 1.0]}, cv=3
    )

    search.fit(features, levels)

    assert search.best_params_["levelclassifier__alpha"] in (0.1, 1.0)
    assert search.best_score_ > 1 / 6


def test_a_matchers_parts_are_set_by_name_and_survive_cloning():
    matcher = LevelMatcher(
        encoder=SentenceEncoder(), level_classifier=LevelClassifier(), thresholds=Thresholds(min_skill=0.3)
    )

    copy = clone(matcher.set_params(level_classifier__C=0.5, random_state=3))

    assert (copy.level_classifier.C, copy.random_state, copy.thresholds.min_skill) == (0.5, 3, 0.3)
    assert copy.level_classifier is not matcher.level_classifier


def test_a_fitted_matcher_predicts_survives_pickling_and_draws_its_diagram(matcher, few_examples):
    copy = pickle.loads(pickle.dumps(matcher))

    levels = copy.predict(few_examples[:4])
    with config_context(display="diagram"):
        diagram = copy._repr_html_()

    assert levels.tolist() == matcher.predict(few_examples[:4]).tolist()
    assert set(levels.tolist()) <= set(range(7))
    assert "LevelMatcher" in diagram


def test_thresholds_set_on_a_fitted_matcher_count_at_once(matcher, few_examples):
    strict = pickle.loads(pickle.dumps(matcher)).set_params(
        thresholds=Thresholds(min_skill=1.0, min_duties=0.0, min_duty_words=0)
    )

    assert set(strict.predict(few_examples[:4]).tolist()) == {0}


@pytest.mark.long
def test_a_grid_search_chooses_among_settings_of_the_whole_matcher(few_examples):
    search = GridSearchCV(
        LevelMatcher(level_classifier=LevelClassifier()), {"level_classifier__C": [0.1, 3.0]},
        scoring="neg_mean_absolute_error", cv=2, refit=False,
    )  # fmt: skip

    search.fit(few_examples, [example.level for example in few_examples])

    assert len(search.cv_results_["mean_test_score"]) == 2
    assert search.cv_results_["mean_test_score"].max() > -1.5
