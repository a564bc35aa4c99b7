import json
import socket
import subprocess
import sys
import time
import venv
from contextlib import suppress
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from conftest import ROOT, SAMPLES


def test_an_installed_wheel_does_the_main_job_from_another_folder(tmp_path):
    """Build the wheel, install it with the locked versions into an empty environment, run it elsewhere."""
    run = lambda *command, cwd=ROOT: subprocess.run(command, cwd=cwd, check=True, capture_output=True, text=True)  # noqa: E731
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(tmp_path / "dist"))
    wheel = next((tmp_path / "dist").glob("*.whl"))
    venv.create(tmp_path / "env", with_pip=True)
    binaries = tmp_path / "env" / ("Scripts" if sys.platform == "win32" else "bin")
    pip = [str(binaries / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    run(*pip, "--require-hashes", "-r", str(ROOT / "requirements.lock"))
    run(*pip, "--no-deps", str(wheel))
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    ad = Path(elsewhere / "ad.txt")
    ad.write_bytes((SAMPLES / "ad_de.txt").read_bytes())

    done = run(str(binaries / "matcher"), "suggest", "ad.txt", "--format", "json", cwd=elsewhere)

    assert json.loads(done.stdout)["suggestion"]["level"] == 4
    shown = run(str(binaries / "python"), "-c", DRAW, cwd=elsewhere)
    assert shown.stdout.strip() == "[] Which level of customer service does this text show?"
    _check_server(binaries / "matcher", elsewhere)


DRAW = """
import re
from streamlit.testing.v1 import AppTest
from matcher.resources import resource_path

settings = resource_path("app.py").parent / ".streamlit" / "config.toml"
assert "gatherUsageStats = false" in settings.read_text(), "the app's settings are not in the wheel"
app = AppTest.from_file(str(resource_path("app.py")), default_timeout=120).run()
print(list(app.exception), next(re.search("<h1>(.*?)</h1>", one.proto.body)[1] for one in app.html if "<h1>" in one.proto.body))
"""


def _check_server(command, folder):
    """Start `matcher app`; it must answer on this computer."""
    with socket.socket() as one:
        one.bind(("localhost", 0))
        port = one.getsockname()[1]
    log = folder / "app.log"
    with log.open("wb") as file:
        server = subprocess.Popen(
            [command, "app", "--port", str(port), "--no-browser"], cwd=folder, stdout=file, stderr=file
        )
    try:
        for _ in range(300):
            with suppress(URLError, ConnectionError), urlopen(f"http://localhost:{port}/_stcore/health", timeout=5):
                break
            time.sleep(0.1)
        else:
            raise AssertionError(log.read_text())
    finally:
        server.terminate()
        server.wait(timeout=20)
