# mtfp: two commands to know are `make demo` and `make test`. Both set up .venv first, once.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/made
EXAMPLE := examples/shetland
PAPER := shetland-paper.html

export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:
.PHONY: help demo test setup format lint layers types docs tests coverage bench wheel pins clean moved

help: ## what there is to make
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-8s %s\n", $$1, $$2}' $(firstword $(MAKEFILE_LIST))

demo: $(STAMP) ## project a real partnership's plan, compare scenarios, draw many futures, and write the board paper
	$(BIN)/mtfp project $(EXAMPLE)
	$(BIN)/mtfp compare $(EXAMPLE) -s minimum -s step-down -s step-up -s maximum || test $$? = 1 # checks may fail
	$(BIN)/mtfp simulate $(EXAMPLE) -s minimum -s step-down --draws 4000 --table probability --table difference
	$(BIN)/mtfp report $(EXAMPLE) -s step-down -s step-up --quiet --output $(PAPER) --force
	@echo "The board paper is in $(PAPER): open it in a browser."

test: lint layers types docs tests wheel ## every check that CI makes; changes no file of the project

setup: $(STAMP) ## the environment in .venv, made again when pyproject.toml or constraints.txt is newer

format: $(STAMP) ## lay the code out, and mend what can be mended
	$(BIN)/ruff check --fix-only --quiet
	$(BIN)/ruff format

lint: $(STAMP) ## layout and lint
	$(BIN)/ruff format --check
	$(BIN)/ruff check

layers: $(STAMP) ## imports go one way
	$(BIN)/lint-imports --no-logo --no-cache

types: $(STAMP) ## mypy, strict
	$(BIN)/mypy

docs: $(STAMP) ## the site, into site/; a warning is an error
	$(BIN)/sphinx-build --quiet --fail-on-warning --keep-going -b html docs site

# Two workers, each taking whole files, so that what a file's tests share is made once.
PYTEST = $(BIN)/python -m pytest -n 2 --dist loadfile --cpu-minutes $(VENV)/cpu-minutes

tests: $(STAMP) ## tests and worked examples in docstrings
	@rm -f $(VENV)/cpu-minutes
	$(PYTEST)

coverage: $(STAMP) ## the same tests with branch coverage of at least 95 %: before a release, as it takes three times as long
	$(PYTEST) --cov --cov-report=term

# BENCH has options, such as --quick, --against CHECKOUT or --national.
bench: $(STAMP) ## how fast and how large, as ratios, on a page: bench.md; takes five to ten minutes
	$(BIN)/python -m tests.benchmarks $(BENCH)

wheel: $(STAMP) ## build the wheel, and use it where nothing else is installed
	$(BIN)/python tools/smoke_wheel.py

pins: ## newest versions into constraints.txt
	$(old_python)
	$(PYTHON) tools/pins.py

clean: ## forget environments, caches and builds
	rm -rf $(PAPER) bench.md $(VENV) .venv-wheel dist htmlcov site .coverage .coverage.* .hypothesis
	rm -rf .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find mtfp tests tools -name __pycache__ -type d -prune -exec rm -rf {} +

# The stamp is written last and says where the environment stands: one half made, or moved with its folder, is made
# again. PIP_CONSTRAINT, unlike -c, also holds the versions that build the project.
$(STAMP): pyproject.toml constraints.txt
	$(old_python)
	rm -rf $(VENV)
	$(PYTHON) -m venv $(VENV)
	PIP_CONSTRAINT=constraints.txt $(BIN)/python -m pip install --quiet --editable '.[dev]'
	@pwd -P > $(STAMP)

ifneq ($(shell test -x $(BIN)/python && cat $(STAMP) 2>/dev/null),$(shell pwd -P))
$(STAMP): moved
endif

new_enough = $(shell $(PYTHON) -c 'import sys; print(sys.version_info >= (3, 11))' 2>/dev/null)
old_python = $(if $(filter True,$(new_enough)),,$(error mtfp needs Python 3.11 or newer. \
	$(PYTHON) is: $(shell { $(PYTHON) --version; } 2>&1). Name another with: make PYTHON=python3.11))
