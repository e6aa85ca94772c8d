# make site    build the demonstration site from a fresh clone; a second time only what changed
# make serve   show it in a browser and follow every change
# make test    all checks and all tests, browser tests among them: what CI runs
#
# Needs python3 (3.11 or newer), git and make; everything else comes from the lock files, with hashes.
# Also: make check (the same without looking for a browser and servers), make bench, make lock, make docs, make texts,
# make picture, make clean.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.NOTPARALLEL:
.DEFAULT_GOAL := help

VENV := .venv
BIN := $(VENV)/bin
INSTALL := $(BIN)/python -m pip install --quiet --only-binary :all:

# A pip.conf or an environment of one's own may name a mirror or a certificate, and nothing else may come between.
export PIP_REQUIRE_VIRTUALENV = 0
export PIP_USER = 0
export PIP_NO_INPUT = 1
export PIP_CONSTRAINT = /dev/null
export PIP_DISABLE_PIP_VERSION_CHECK = 1
export PYTHONNOUSERSITE = 1
unexport PYTHONPATH PYTHONHOME VIRTUAL_ENV PIP_TARGET PIP_PREFIX PIP_REQUIRE_HASHES

.PHONY: help site serve test check lint types docs docs-current bench texts picture browser servers lock clean

help:
	@sed -n '1,/^$$/s/^# \{0,1\}//p' Makefile

site: $(VENV)/.installed
	$(BIN)/briefgen build
	@echo "To look at it: make serve, or open site/index.html"

serve: $(VENV)/.installed
	$(BIN)/briefgen serve

test: $(VENV)/.installed-dev browser servers check

# The tests run in two halves at once, which share nothing but the machine; what the second says comes at its end.
HALF := tests/browser tests/engines tests/fuzz tests/publish

check: lint types docs-current
	@$(BIN)/python -m pytest $(HALF) > $(VENV)/half.log 2>&1 & half=$$!; trap 'kill $$half' INT TERM; failed=0; \
	$(BIN)/python -m pytest $(HALF:%=--ignore=%) || failed=1; \
	wait $$half || failed=1; cat $(VENV)/half.log; exit $$failed

lint: $(VENV)/.installed-dev
	$(BIN)/ruff check
	$(BIN)/ruff format --check

types: $(VENV)/.installed-dev
	$(BIN)/mypy

docs: $(VENV)/.installed-dev
	$(BIN)/python tools/docs.py

docs-current: $(VENV)/.installed-dev
	$(BIN)/python tools/docs.py --check

bench: $(VENV)/.installed-dev
	$(INSTALL) --requirement benchmarks/requirements.txt
	$(BIN)/python benchmarks/extraction.py --articles 200 --runs 5
	$(BIN)/python benchmarks/rebuild.py --articles 1000 --runs 5

texts: $(VENV)/.installed-dev
	$(BIN)/python tools/texts.py

picture: $(VENV)/.installed-dev site
	$(BIN)/python tools/picture.py

browser: $(VENV)/.installed-dev
	@tools/find-browser $(BIN)

servers:
	@tools/find-servers

# The lock files -------------------------------------------------------------------------------------------------------
# `make lock` keeps what is locked and adds what is missing; `make lock UPGRADE=--upgrade` takes the newest of everything.

COMPILE := CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/pip-compile --quiet --generate-hashes --allow-unsafe --strip-extras \
	--no-emit-index-url --no-emit-trusted-host --no-emit-find-links --no-emit-options

lock: $(VENV)/.installed-dev
	$(COMPILE) $(UPGRADE) --constraint tools/constraints.txt --build-deps-for editable --output-file requirements.lock pyproject.toml
	$(BIN)/python tools/dev_requirements.py | \
		$(COMPILE) $(UPGRADE) --constraint requirements.lock --output-file requirements-dev.lock -

# The virtual environment ----------------------------------------------------------------------------------------------

$(VENV)/.made:
	tools/make-venv $(VENV)
	@touch $@

$(VENV)/.locked: $(VENV)/.made requirements.lock
	$(INSTALL) --require-hashes --requirement requirements.lock
	@touch $@

$(VENV)/.installed: $(VENV)/.locked pyproject.toml
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed requirements-dev.lock
	$(INSTALL) --require-hashes --requirement requirements-dev.lock
	@touch $@

clean:
	rm -rf $(VENV) .briefgen .mypy_cache .ruff_cache .pytest_cache .hypothesis
	@echo "The site in site/ is left as it is."
