import json
import subprocess
import sys
import venv
from pathlib import Path

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
