# Two commands do everything on a fresh machine: `make run` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: run test check slow clean

run: $(VENV)/ready
	$(BIN)/mathse run
	$(BIN)/mathse report runs/quickstart

test: $(VENV)/ready-dev
	$(BIN)/python -m pytest -q

slow: $(VENV)/ready-dev
	$(BIN)/python -m pip install -q -r requirements-serving.lock
	$(BIN)/python -m pytest -q -m slow --timeout 3600

check: $(VENV)/ready-dev
	$(BIN)/ruff format --check src tests benchmarks
	$(BIN)/ruff check src tests benchmarks
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -q tests/test_house.py

$(VENV)/ready: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit("mathse needs Python 3.11 or newer" if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv $(VENV)
	@# torch first and by its exact version: that pin is what selects the small CPU build where one is offered.
	$(BIN)/python -m pip install -q $$(grep '^torch==' requirements.lock)
	$(BIN)/python -m pip install -q -r requirements.lock
	$(BIN)/python -m pip install -q --no-deps -e .
	@touch $@

$(VENV)/ready-dev: $(VENV)/ready requirements-dev.lock
	$(BIN)/python -m pip install -q -r requirements-dev.lock
	@touch $@

clean:
	rm -rf $(VENV) build dist src/*.egg-info
