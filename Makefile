# Each target makes what it needs in .venv; nothing else on the machine is touched.
PYTHON ?= $(shell command -v python3.11 || command -v python3.12 || command -v python3.13 || command -v python3)
BIN := .venv/bin
export MATCHER_HOME ?= $(CURDIR)/.venv/matcher-home
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet

.PHONY: demo app notebooks notebooks-run test check format test-long fuzz audit model encoder lock clean

demo: .venv/.runtime  ## set up and run the main job on a sample ad
	$(BIN)/matcher suggest data/samples/ad_en.txt

app: .venv/.runtime  ## set up and open the app in the browser
	$(BIN)/matcher app

notebooks: .venv/.dev  ## open the notebooks in JupyterLab
	$(PIP) -e '.[notebooks]'
	$(BIN)/jupyter lab notebooks

notebooks-run: .venv/.dev  ## run the notebooks again and save their outputs (minutes)
	$(BIN)/python notebooks/run.py

test: check  ## set up and run everything that CI runs
	$(BIN)/python -m pytest -q -m "not long"

check: .venv/.dev  ## format, lint, types, layers
	$(BIN)/ruff format --check matcher tests benchmarks app.py notebooks/run.py
	$(BIN)/ruff check matcher tests benchmarks app.py notebooks/run.py
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

format: .venv/.dev  ## put the code into the house's form
	$(BIN)/ruff format matcher tests benchmarks app.py notebooks/run.py
	$(BIN)/ruff check --fix matcher tests benchmarks app.py notebooks/run.py

test-long: .venv/.dev fuzz  ## what takes longer than minutes
	$(BIN)/python -m pytest -q -m long

fuzz: .venv/.dev  ## a million inputs (an hour or more); atheris has wheels for Linux on x86-64 with Python 3.11
	$(PIP) --require-hashes --target .venv/fuzz --upgrade -r tests/hostile/requirements.txt
	PYTHONPATH=$(CURDIR)/.venv/fuzz OPENBLAS_NUM_THREADS=1 $(BIN)/python tests/hostile/fuzz.py --findings .venv/findings --out tests/hostile/RESULTS.md

audit:  ## known weaknesses of the locked packages; asks an advisory service on the network, so it is no part of CI
	$(PYTHON) -m venv .venv/audit
	.venv/audit/bin/python -m pip --disable-pip-version-check install --quiet pip-audit
	.venv/audit/bin/pip-audit --strict --require-hashes --disable-pip -r requirements.lock
	.venv/audit/bin/pip-audit --strict --require-hashes --disable-pip -r requirements-dev.lock

# The real ads are used where they are; without them the variant from our corpus alone is built.
LABELLED := $(wildcard ../shared/bench/fit.jsonl)
EXAMPLES := $(if $(LABELLED),--labelled $(LABELLED))
MARKS := $(if $(LABELLED),--marks data/marks/fit.tsv)
# Two BLAS threads always: sums over another number of threads differ in their last digits.
model: .venv/.dev  ## fit the shipped model again, to the same bytes on the same processor type
	OPENBLAS_NUM_THREADS=2 $(BIN)/matcher fit models/csmg $(EXAMPLES) --version $(shell $(BIN)/python -c "from importlib.metadata import version; print(version('matcher'))")
	sed -i "s/[0-9a-f]\{64\}/$$(sha256sum models/csmg/manifest.json | cut -c1-64)/" matcher/shipped.py

encoder: .venv/.dev  ## fit the encoder's layers again; every model must be fitted again afterwards
	$(PIP) torch==2.13.0
	OPENBLAS_NUM_THREADS=2 $(BIN)/matcher adapt models/encoder/weights.npz $(EXAMPLES) $(MARKS)

lock: .venv/.dev  ## resolve the newest allowed versions again and write them with their hashes
	$(BIN)/python -m pip install --quiet uv
	printf 'hatchling\neditables\n' | $(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header pyproject.toml - -o requirements.lock
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --extra dev --extra cluster pyproject.toml -o requirements-dev.lock

clean:  ## remove everything that the other targets made
	rm -rf .venv dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis

.venv/.runtime: requirements.lock pyproject.toml
	$(PYTHON) -m venv .venv
	$(PIP) --require-hashes -r requirements.lock
	$(PIP) --no-deps --no-build-isolation -e .
	touch $@

.venv/.dev: requirements-dev.lock pyproject.toml
	$(PYTHON) -m venv .venv
	$(PIP) --require-hashes -r requirements-dev.lock
	$(PIP) --no-deps --no-build-isolation -e .
	touch .venv/.runtime $@
