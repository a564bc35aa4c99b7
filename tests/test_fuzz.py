"""A thousandth of the fuzzing of `make test-long`: every target with inputs that Hypothesis makes, and with spoiled seeds."""

import pytest
from hostile.targets import TARGETS
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st


def spoiled(seeds):
    """Cut a piece out of a seed, or put bytes into it."""
    cuts = st.tuples(st.sampled_from(seeds), st.floats(0, 1), st.integers(0, 40), st.binary(max_size=20))
    return cuts.map(lambda cut: _spoil(*cut))


def _spoil(seed, share, n, put):
    at = int(share * len(seed))
    return seed[:at] + put + seed[at + n :]


@pytest.mark.parametrize("target", TARGETS, ids=[target.name for target in TARGETS])
def test_no_input_breaks_a_promise(target):
    inputs = st.one_of(st.binary(max_size=200), st.text(max_size=100).map(str.encode), spoiled(target.seeds()))

    @settings(max_examples=95, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
    @given(inputs)
    def try_one(raw):
        target.call(raw)

    try_one()
