import numpy as np

from matcher.thresholds import fit_thresholds


def test_at_most_a_tenth_of_the_documents_with_the_skill_is_sent_away():
    skill = np.concatenate([np.linspace(0.01, 1.0, 100), [0.05, 0.3]])
    shown = np.arange(102) < 100

    thresholds, rates = fit_thresholds(skill, shown, np.full(102, 5.0))

    assert thresholds.min_skill == 0.11
    assert rates.false_alarms == 0.1
    assert rates.missed == 0.5


def test_few_documents_with_the_skill_have_too_few_duties():
    n_duties = np.linspace(0.1, 10, 200)

    thresholds, rates = fit_thresholds(np.full(200, 0.9), np.arange(200) > 99, n_duties)

    assert n_duties[100] < thresholds.min_duties < n_duties[105]
    assert rates.too_little == np.mean(n_duties < thresholds.min_duties)
