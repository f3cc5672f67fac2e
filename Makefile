# Two commands: `make serve` asks for nothing but Python 3.11 or later, `make test` for nothing more.
PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8000
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check

.PHONY: help install install-dev serve ask test test-slow lint format evals bench race-environments clean

help:  ## list the commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 16

install: .venv/.installed  ## make .venv with the command `sourcier` in it
install-dev: .venv/.installed-dev  ## the same, with what tests, lint and evaluation need

.venv/bin/python:
	$(PYTHON) -m venv .venv

.venv/.installed: pyproject.toml constraints.txt | .venv/bin/python
	$(PIP) install --quiet --constraint constraints.txt --editable .
	touch $@

.venv/.installed-dev: pyproject.toml constraints.txt | .venv/bin/python
	$(PIP) install --quiet --constraint constraints.txt --editable '.[dev]'
	touch $@ .venv/.installed

serve: install  ## index the bundled articles if the store is missing or stale, then serve them with the page
	$(BIN)/sourcier ingest --if-stale corpus/articles
	$(BIN)/sourcier serve --host $(HOST) --port $(PORT)

ask: install  ## make ask Q="…"
	@$(BIN)/sourcier ingest --quiet --if-stale corpus/articles
	@$(BIN)/sourcier ask "$(Q)"

test: install-dev  ## the test suite but for what is slow
	$(BIN)/python -m pytest --numprocesses auto --dist loadfile

test-slow: install-dev  ## the tests marked slow, and no others
	$(BIN)/python -m pytest -m slow

lint: install-dev  ## ruff and mypy --strict
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: install-dev  ## put the code into its one format
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

evals: install-dev  ## score the bundled questions against the committed baseline
	$(BIN)/python -m evals run --gate

bench: install-dev  ## the figures of the README
	$(BIN)/python -m evals bench

race-environments: install-dev  ## make what `bench` races against, an environment a library, in .race (6 GB)
	$(BIN)/python -m evals bench --prepare

clean:  ## remove what these commands made, the store included
	rm -rf .venv .race index/store .mypy_cache .ruff_cache .pytest_cache .hypothesis *.egg-info
