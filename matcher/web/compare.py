"""Compare: a CV beside an ad."""


def show_compare() -> None:
    """Draw."""
