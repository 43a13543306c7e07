# make demo: from nothing to a reckoned ledger. make test: everything that guards the project.
# make docs: the documentation as a site, in build/site. make release: wheel, source, list of parts, tried; in dist.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DEMO := build/demo/recounted.db

.PHONY: demo test fix floors docs release clean

$(BIN)/recounted: pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Recounted needs Python 3.11 or newer; this is " + sys.version.split()[0] + ". Try: make PYTHON=python3.12")'
	@echo "Installing into $(VENV) (once; about a minute) ..." >&2
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[web]'
	@touch $@

$(VENV)/dev: $(BIN)/recounted
	@echo "Installing what the tests need ..." >&2
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev]'
	@touch $@

demo: $(BIN)/recounted
	@mkdir -p $(dir $(DEMO)) && rm -f $(DEMO)*
	$(BIN)/recounted read examples --ledger $(DEMO)

test: $(VENV)/dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/python bench/floors.py
	$(BIN)/python -m pytest

fix: $(VENV)/dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

floors: $(VENV)/dev
	$(BIN)/python bench/floors.py --update --scores
	$(BIN)/python bench/readme.py
	$(BIN)/python tools/example_notebook.py

$(VENV)/site: $(BIN)/recounted
	@echo "Installing what the site is built with ..." >&2
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[docs]'
	@touch $@

docs: $(VENV)/site
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict

$(VENV)/release: $(BIN)/recounted
	@echo "Installing what a release is built with ..." >&2
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[release]'
	@touch $@

release: $(VENV)/release
	$(BIN)/python tools/release.py

clean:
	rm -rf build dist $(VENV)
