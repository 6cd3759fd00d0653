# `make demo` and `make test` do all the set-up themselves; everything they make lies inside this checkout.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: demo test check bench lock clean

demo: .venv/run.stamp
	@$(BIN)/ruletrace demo $(if $(HEADLESS),--headless)

# Three runs side by side: what shares no engine with others runs beside the rest and is printed when all is done.
# Modules that share crawled sources or read texts run in one process, which crawls and reads each once.
BESIDE := $(wildcard tests/integration/test_crawl*.py) tests/integration/test_classify.py \
	tests/integration/test_controls_history.py tests/integration/test_status.py tests/integration/test_scheduler.py \
	tests/integration/test_graph_engine.py tests/integration/test_faults_small.py
SLOWEST := --durations=15 --durations-min=10
SCREEN := tests/browser tests/integration/test_bad_input_cli.py tests/integration/test_bad_input_company.py \
	tests/integration/test_faults_end_dating.py tests/integration/test_readme.py

test: .venv/dev.stamp
	@$(BIN)/pytest $(SLOWEST) tests/unit $(BESIDE) > .venv/beside.log 2>&1 & beside=$$!; \
	$(BIN)/pytest $(SLOWEST) $(SCREEN) > .venv/screen.log 2>&1 & screen=$$!; \
	$(BIN)/pytest $(SLOWEST) tests/integration $(addprefix --ignore=,$(BESIDE) $(SCREEN)); rest=$$?; \
	wait $$beside; status=$$?; wait $$screen; shown=$$?; \
	cat .venv/beside.log .venv/screen.log; exit $$((rest + status + shown))

# Measured and printed, never asserted; docs/benchmarks.md holds figures with date and machine.
bench: .venv/dev.stamp
	@$(BIN)/python -m benchmarks

check: .venv/dev.stamp
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit("Ruletrace needs Python 3.11 or newer") if sys.version_info < (3, 11) else None'
	@$(PYTHON) -m venv .venv

.venv/run.stamp: requirements.txt pyproject.toml | .venv/bin/python
	@echo "Installing into .venv (one to two minutes) …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

.venv/dev.stamp: requirements-dev.txt .venv/run.stamp
	@echo "Installing what the tests need …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@

# Exact versions with hashes, for every platform, from the loose bounds in pyproject.toml.
lock:
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url pyproject.toml -o requirements.txt
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --extra dev -c requirements.txt pyproject.toml -o requirements-dev.txt

clean:
	-$(BIN)/ruletrace stop
	rm -rf .venv .ruletrace
