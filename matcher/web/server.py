"""A request for the app -> a running Streamlit server."""

import socket

from matcher.errors import InputError
from matcher.resources import resource_path


def run_app(*, port: int | None = None, address: str | None = None, browser: bool = True) -> None:
    """Serve the app until it is interrupted; without a `port` the first free one from 8501 on.

    Raises `InputError` if `port` cannot be had.
    """
    from streamlit.web import cli  # takes a second

    if port is not None:
        _check_port(port, address or "localhost")
    options = {"server.port": port, "server.address": address, "server.headless": None if browser else "true"}
    flags = [f"--{name}={value}" for name, value in options.items() if value is not None]
    cli.main(["run", str(resource_path("app.py")), *flags], standalone_mode=False)


def _check_port(port: int, address: str) -> None:
    with socket.socket() as one:
        one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            one.bind((address, port))
        except OSError as error:
            raise InputError(f"Port {port} at {address} cannot be used ({error.strerror}). Give another.") from error
