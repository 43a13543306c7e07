# make demo: from nothing to a reckoned ledger. make test: everything that guards the project.
# make docs: the documentation as a site, in build/site. make release: wheel, source, list of parts, tried; in dist.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DEMO := build/demo/recounted.db

.PHONY: bench demo test fix floors docs release clean

FRONTEND := hatch_build.py $(wildcard frontend/*.* frontend/src/*)

$(BIN)/recounted: pyproject.toml $(FRONTEND)
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

# What takes minutes, and Java 17: reading and linking on Spark, a cluster of which a worker is killed, the rates of
# databases and of filters, and a watch over a site that misbehaves.
bench: $(VENV)/dev
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[spark]'
	$(BIN)/python -m pytest tests/spark
	$(BIN)/python bench/spark.py --killed
	$(BIN)/python bench/spark.py
	$(BIN)/python bench/spark_link.py 10000 --same
	$(BIN)/python bench/databases.py
	$(BIN)/python bench/filters.py 1000000
	$(BIN)/python bench/watch.py

clean:
	rm -rf build dist $(VENV)
