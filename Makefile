# make demo: from nothing to a reckoned ledger. make test: everything that guards the project.
# make docs: the documentation as a site, in build/site. make release: wheel, source, list of parts, tried; in dist.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DEMO := build/demo/recounted.db

#: What the pages' map that moves is built into, where npm could fetch its parts.
MAP := src/recounted/web/static/built/overview.js

.PHONY: bench demo map test fix floors docs release clean

FRONTEND := hatch_build.py $(wildcard frontend/*.* frontend/src/*)

$(BIN)/recounted: pyproject.toml $(FRONTEND)
	@$(PYTHON) -c '' 2>/dev/null || { echo "$(PYTHON) does not start here. Install Python 3.11 or newer, or name one: make PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Recounted needs Python 3.11 or newer; this is " + sys.version.split()[0] + ". Try: make PYTHON=python3.12")'
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "$(PYTHON) cannot make environments: it lacks venv. Debian and Ubuntu have it in python3-venv: apt install python3-venv" >&2; exit 1; }
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
	@test -e $(MAP) || echo "The map that moves was left out, since npm could not fetch its parts; pages draw one that stands still. When npm reaches its registry: make map" >&2

# The map that moves, where the first installation could not build it; says what npm lacks.
map: $(BIN)/recounted
	RECOUNTED_NEEDS_FRONTEND=1 $(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[web]'

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
