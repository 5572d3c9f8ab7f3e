# Everything runs in .venv, made from the lock file: `make demo` and `make test` need Python 3.10 to 3.13 and make.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
# Poetry keeps the lock file and has an environment of its own; pip installs what it locked.
POETRY := $(VENV)-poetry/bin/poetry

.PHONY: help demo test lint format schemas docs bench stress audit image-test pyairbyte-test report-test dbt-test dbt-marts lock clean

help: ## Show this list
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 18

$(POETRY):
	$(PYTHON) -m venv $(VENV)-poetry
	$(VENV)-poetry/bin/python -m pip install --quiet --disable-pip-version-check "poetry>=2.0,<3.0" "poetry-plugin-export>=1.9,<2.0"

$(READY): pyproject.toml poetry.lock | $(POETRY)
	$(PYTHON) -m venv $(VENV)
	$(POETRY) export --quiet --with dev --output $(VENV)/requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --requirement $(VENV)/requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
	@touch $@

demo: $(READY) ## Sync a sandbox account fully, then incrementally, into DuckDB and a page of charts
	PYTHONPATH=examples $(BIN)/python integration_tests/demo.py

test: $(READY) ## All tests that need no Docker engine
	$(BIN)/python -m pytest --numprocesses auto --dist loadfile -m "not image_tests"

lint: $(READY) ## ruff and mypy
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(READY) ## Format and fix what can be fixed
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

schemas: $(READY) ## Write schemas/*.json from the models
	$(BIN)/python -m source_lever_unified.streams.schemas

docs: $(READY) ## Write the generated pages from the code
	$(BIN)/python -m docs.generator

bench: $(READY) | $(POETRY) ## Measure requests, speed and memory beside their limits
	$(POETRY) export --quiet --only bench --output $(VENV)/bench.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --requirement $(VENV)/bench.txt
	$(BIN)/python benchmarks/run.py $(BENCH)

stress: $(READY) ## Faults, kills, odd inputs and a soak for 25 minutes: STRESS="--minutes 1" for less
	$(BIN)/python stress/run.py $(STRESS)

audit: $(READY) ## Known vulnerabilities of what poetry.lock holds, where their database can be reached
	$(BIN)/python .ci/audit.py $(VENV)/requirements.txt

image-test: $(READY) ## Build and run the Docker image
	bash integration_tests/image/run.sh

report-test: demo ## Look at the demo's report in a real browser: PICTURE=docs/images/report.png keeps its picture
	PYTHON=$(PYTHON) bash integration_tests/report/run.sh

pyairbyte-test: $(READY) ## Read twice through PyAirbyte, in an environment of its own
	bash integration_tests/pyairbyte/run.sh

dbt-test: $(READY) ## Build and test the dbt package in DuckDB and Postgres, with a dbt of its own
	bash integration_tests/dbt_package/run.sh

dbt-marts: $(READY) ## Write dbt/duckdb/marts.sql from the dbt package
	bash integration_tests/dbt_package/run.sh marts

lock: $(POETRY) ## Refresh poetry.lock
	$(POETRY) lock

clean:
	rm -rf $(VENV) $(VENV)-audit $(VENV)-dbt $(VENV)-poetry $(VENV)-pyairbyte $(VENV)-report .mypy_cache .pytest_cache .ruff_cache .hypothesis dist
