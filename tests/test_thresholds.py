import numpy as np

from matcher.thresholds import fit_thresholds


def test_the_skill_threshold_parts_the_two_kinds_where_they_part():
    skill = np.array([0.1, 0.2, 0.3, 0.6, 0.7, 0.9])
    shown = np.array([False, False, False, True, True, True])

    thresholds, rates = fit_thresholds(skill, shown, np.full(6, 5.0))

    assert 0.3 < thresholds.min_skill <= 0.6
    assert (rates.missed, rates.false_alarms) == (0.0, 0.0)


def test_error_rates_count_what_lies_on_the_wrong_side():
    skill = np.array([0.2, 0.9, 0.8, 0.85, 0.4, 0.95])
    shown = np.array([False, False, True, True, True, True])

    thresholds, rates = fit_thresholds(skill, shown, np.full(6, 5.0))

    assert rates.missed == 0.5
    assert rates.false_alarms == np.mean(skill[shown] < thresholds.min_skill)


def test_few_documents_with_the_skill_have_too_few_duties():
    n_duties = np.linspace(0.1, 10, 200)

    thresholds, rates = fit_thresholds(np.full(200, 0.9), np.arange(200) > 99, n_duties)

    assert n_duties[100] < thresholds.min_duties < n_duties[105]
    assert rates.too_little == np.mean(n_duties < thresholds.min_duties)
