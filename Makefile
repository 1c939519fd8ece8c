# One target for each chore; each does its own set-up. Nothing is installed outside this folder.
PYTHON ?= python3
UV := .local/uv/bin/uv
ENV := .venv/.installed
DEV := .venv/.develops
BIN := .venv/bin
COMPILE := $(UV) pip compile --quiet --universal --generate-hashes --python-version 3.11 --extra s3 --no-emit-index-url

.PHONY: install develop demo test check api-check audit coverage mutants bench chaos lexicon lock clean
EXAMPLES ?= 300
TESTS := pytest -n 2 --dist loadgroup
TWICE := tests/accounts tests/businesses tests/diagnoses tests/messaging tests/programmes tests/records tests/site tests/commands/test_backup.py
install: $(ENV)  # what production needs
	git describe --tags --always --dirty > src/balcao/built.txt 2>/dev/null || rm -f src/balcao/built.txt
develop: $(DEV)  # and what tests and checks need

$(UV):
	$(PYTHON) -m venv .local/uv
	.local/uv/bin/python -m pip install --quiet --disable-pip-version-check uv

$(ENV): requirements.lock pyproject.toml | $(UV)
	test -x $(BIN)/python || $(UV) venv --quiet --python $(PYTHON) .venv
	$(UV) pip sync --quiet --compile-bytecode --python $(BIN)/python requirements.lock
	$(UV) pip install --quiet --python $(BIN)/python --no-deps --editable .
	$(BIN)/python -m compileall -q src
	rm -f $(DEV)
	touch $(ENV)

$(DEV): requirements-dev.lock $(ENV)
	$(UV) pip sync --quiet --compile-bytecode --python $(BIN)/python requirements-dev.lock
	$(UV) pip install --quiet --python $(BIN)/python --no-deps --editable .
	touch $(DEV)

demo: install
	$(BIN)/balcao demo

test: develop
	$(BIN)/$(TESTS)
	deploy/with_postgres.sh $(BIN)/$(TESTS) $(TWICE)

check: develop
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

audit: | $(UV)  # asks the network, so it is no part of the gate: when it is due stands in docs/security.md
	$(PYTHON) deploy/audit.py $(UV) tool run --quiet pip-audit==2.10.1 --requirement requirements.lock --require-hashes --disable-pip --progress-spinner off --format json

coverage: develop
	rm -rf .local/coverage
	$(BIN)/coverage run -m $(TESTS)
	deploy/with_postgres.sh $(BIN)/coverage run -m $(TESTS) $(TWICE)
	$(BIN)/coverage combine --quiet
	$(BIN)/coverage report

mutants: develop
	$(BIN)/python -m tests.mutants

api-check: develop .local/api-check/.installed
	deploy/with_postgres.sh $(BIN)/python deploy/check_api.py --examples $(EXAMPLES)

.local/api-check/.installed: Makefile
	mkdir -p .local/api-check
	npm install --prefix .local/api-check --no-audit --no-fund --loglevel=error @stoplight/spectral-cli@6.16.3 @redocly/cli@2.77.0
	test -x .local/api-check/py/bin/python || $(PYTHON) -m venv .local/api-check/py
	.local/api-check/py/bin/python -m pip install --quiet --disable-pip-version-check schemathesis==4.32.5
	touch $@

bench: develop
	$(BIN)/python -m benchmarks.diagnose
	$(BIN)/python -m benchmarks.counter
	deploy/with_postgres.sh $(BIN)/python -m benchmarks.programme

chaos: develop
	deploy/with_postgres.sh $(BIN)/python -m chaos

lexicon: develop
	$(BIN)/python -c "from balcao.analytics.sales.understanding.lexicon import write_index; write_index()"

lock: | $(UV)
	$(COMPILE) --output-file requirements.lock pyproject.toml
	$(COMPILE) --extra dev --constraint requirements.lock --output-file requirements-dev.lock pyproject.toml

clean:
	rm -rf .venv .local build dist
