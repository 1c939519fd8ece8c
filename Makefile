# One target for each chore; each does its own set-up. Nothing is installed outside this folder.
PYTHON ?= python3
UV := .local/uv/bin/uv
ENV := .venv/.installed
BIN := .venv/bin

.PHONY: install demo test check bench lexicon lock clean
install: $(ENV)

$(UV):
	$(PYTHON) -m venv .local/uv
	.local/uv/bin/python -m pip install --quiet --disable-pip-version-check uv

$(ENV): requirements.lock pyproject.toml | $(UV)
	test -x $(BIN)/python || $(UV) venv --quiet --python $(PYTHON) .venv
	$(UV) pip sync --quiet --compile-bytecode --python $(BIN)/python requirements.lock
	$(UV) pip install --quiet --python $(BIN)/python --no-deps --editable .
	$(BIN)/python -m compileall -q src
	touch $(ENV)

demo: install
	$(BIN)/balcao demo

test: install
	$(BIN)/pytest -n 2 --dist loadgroup
	deploy/with_postgres.sh $(BIN)/pytest -n 2 --dist loadgroup tests/accounts tests/businesses tests/diagnoses tests/messaging tests/programmes tests/records tests/site tests/commands/test_backup.py

check: install
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: install
	$(BIN)/python -m benchmarks.diagnose
	$(BIN)/python -m benchmarks.counter
	deploy/with_postgres.sh $(BIN)/python -m benchmarks.programme

lexicon: install
	$(BIN)/python -c "from balcao.analytics.sales.understanding.lexicon import write_index; write_index()"

lock: | $(UV)
	$(UV) pip compile --quiet --universal --generate-hashes --python-version 3.11 --extra dev --extra s3 --no-emit-index-url --output-file requirements.lock pyproject.toml

clean:
	rm -rf .venv .local build dist
