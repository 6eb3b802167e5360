# One command in, one command out. Everything runs in .venv, which `make dev` makes.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: dev check format lint types test docs full

dev:  ## a working checkout
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet -e '.[dev]'

check: lint types docs test  ## what has to pass before a change is offered

format:
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

lint:
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types:
	$(BIN)/mypy

docs:  ## generated pages and schemas are up to date
	$(BIN)/python -m pytest tests/test_docs.py tests/schema

test:
	$(BIN)/python -m pytest

full:  ## the long tests at their full size, examples drawn anew, and the benchmarks
	ACTIONPLAN_DRAWN=anew $(BIN)/python -m pytest
	ACTIONPLAN_MUTANTS=40000 $(BIN)/python -m pytest tests/checks/test_shape.py tests/checks/test_bad_input.py -k mutants
	ACTIONPLAN_EDITS=100000 $(BIN)/python -m pytest tests/yamltext/test_edit_random.py
	ACTIONPLAN_MENDS=400 $(BIN)/python -m pytest tests/test_mending_at_random.py
	ACTIONPLAN_KILLS=1000 $(BIN)/python -m pytest tests/world
	ACTIONPLAN_TOGETHER=8x50 ACTIONPLAN_KILLED_UPDATES=1000 $(BIN)/python -m pytest tests/cli/test_together.py
	ACTIONPLAN_RECOUNTS=1000 ACTIONPLAN_MANY=20000 $(BIN)/python -m pytest tests/report/test_recount_whole.py tests/report/test_every_voice.py
	ACTIONPLAN_FORM_EDITS=1000 ACTIONPLAN_TRACKERS=120 $(BIN)/python -m pytest tests/cli/test_forms_at_random.py tests/cli/test_import_at_random.py
	ACTIONPLAN_EDITED=400 $(BIN)/python -m pytest tests/cli/test_import_edited_at_random.py
	ACTIONPLAN_ROWS=12000 $(BIN)/python -m pytest tests/cli/test_import_memory.py
	ACTIONPLAN_LOOKS=all $(BIN)/python -m pytest tests/report/test_html_browser.py
	$(BIN)/python benchmarks/run.py
