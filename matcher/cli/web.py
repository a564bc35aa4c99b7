"""`matcher app`: the app in the browser."""

from typing import Annotated

import typer


def app(
    port: Annotated[int | None, typer.Option(min=1, max=65535, help="Default: the first free one from 8501.")] = None,
    address: Annotated[
        str | None, typer.Option(help="Who may connect; default: this computer only. 0.0.0.0 lets the network in.")
    ] = None,
    browser: Annotated[bool, typer.Option(help="Open it in the browser.")] = True,
) -> None:
    """Open the app in the browser: match, compare and batch, with the evidence in place.

    Example: matcher app --port 8600
    """
    from matcher.web.server import run_app

    run_app(port=port, address=address, browser=browser)
