# Một Cửa: the one list of tasks. `make help` prints it.
SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

PYTHON ?= python3
PYTHON310 ?=
APP := .venv/bin
# Where uv keeps a Python 3.10 that it downloads: here, where a service's own user may read it.
export UV_PYTHON_INSTALL_DIR ?= $(CURDIR)/.python
RASA := .venv-rasa/bin
UV_VERSION := 0.13.9

.PHONY: help run test prove build learn rollback lint types imports format lock lock-bench lock-load lock-security audit bench-retrieval bench-growth demo clean

help: ## print this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 18

run: .venv/.ready .venv-rasa/.ready ## set everything up, then serve http://localhost:8000 until Ctrl-C
	exec $(APP)/python -m channels run

test: .venv/.ready .venv-rasa/.ready ## set everything up, then run all tests but those that belong to prove
	@$(APP)/python -m pytest --part guides --durations 15 & guides=$$!; \
	$(APP)/python -m pytest --part faces --durations 15 & faces=$$!; \
	rest=0; $(APP)/python -m pytest --part rest --durations 15 || rest=$$?; \
	wait $$guides || rest=$$?; wait $$faces || rest=$$?; exit $$rest

build: .venv/.ready .venv-rasa/.ready ## train Rasa and build the release for the present knowledge, where that is needed
	$(APP)/python -m channels build

learn: .venv/.ready ## learn what editors approved: build a release, measure it, switch to it if it is good enough
	$(APP)/python -m eval learn

rollback: .venv/.ready ## go back to the release before the last lesson, at once
	$(APP)/python -m eval rollback

demo: build ## make invented dossiers to try the look-up with
	$(APP)/python -m knowledge dossiers demo

prove: .venv/.ready .venv-rasa/.ready ## what takes longer than CI may: measure the release on the dev and blind sets through HTTP
	$(APP)/python -m pytest --part full
	$(APP)/python -m tests.prove
	$(APP)/python -m tests.prove_simulator
	$(APP)/python -m tests.prove_retriever_cost
	$(APP)/python -m tests.prove_papers
	$(APP)/python -m tests.prove_replay
	$(APP)/python -m tests.prove_learning
	$(APP)/python -m tests.prove_path
	$(APP)/python -m tests.prove_replicas
	$(APP)/python -m tests.prove_restore --out docs/results/restore-drill.md
	$(APP)/python -m tests.prove_doctor --out docs/results/doctor.md
	$(MAKE) .venv-security/.ready
	$(APP)/python -m tests.prove_fuzz
	$(APP)/python -m tests.prove_dependencies
	$(MAKE) .venv-load/.ready
	$(APP)/python -m tests.prove_load --minutes 4 --rates 10 20 42 50 60 --before docs/results/load-before.json --out docs/results/load.json

BENCH_QUESTIONS := eval/questions/dev.jsonl eval/questions/dev_wide.jsonl eval/questions/blind_wide.jsonl

bench-retrieval: .venv/.ready .venv/.bench-ready ## compare our retriever with other ways to find a procedure and with itself less a part, into docs/results/bench
	$(APP)/python -m eval bench --out docs/results/bench --questions $(BENCH_QUESTIONS)
	$(APP)/python -m eval ablation --out docs/results/bench --questions $(BENCH_QUESTIONS)

bench-growth: .venv/.ready .venv/.bench-ready ## how the retriever grows with the catalogue and varies with the seed, into docs/results/bench
	$(APP)/python -m eval scale --out docs/results/bench
	$(APP)/python -m eval seeds --out docs/results/bench --questions eval/questions/blind_wide.jsonl

lint: .venv/.ready ## style
	$(APP)/ruff check .
	$(APP)/ruff format --check .

types: .venv/.ready ## types
	$(APP)/mypy bot channels eval knowledge retriever

imports: .venv/.ready ## the arrows between the folders
	$(APP)/lint-imports

format: .venv/.ready ## format the code
	$(APP)/ruff check --fix .
	$(APP)/ruff format .

lock: .venv/.ready ## resolve the application's dependencies anew into requirements.lock
	echo "# The application's environment, Python 3.11 or newer. Made by: make lock" > requirements.lock.new
	UV_FIND_LINKS="$$($(MAKE) -s find-links)" $(APP)/uv pip compile -q --python-version 3.11 pyproject.toml --group dev \
		--no-emit-find-links --no-annotate --no-header | sed 's/+cpu$$//' >> requirements.lock.new
	mv requirements.lock.new requirements.lock

lock-bench: .venv/.ready ## resolve what only bench-retrieval needs anew into requirements-bench.lock
	echo "# What make bench-retrieval adds to requirements.lock. Made by: make lock-bench" > requirements-bench.lock.new
	UV_FIND_LINKS="$$($(MAKE) -s find-links)" $(APP)/uv pip compile -q --python-version 3.11 --group bench \
		-c requirements.lock --no-emit-find-links --no-annotate --no-header | sed 's/+cpu$$//' \
		| grep -vxFf requirements.lock >> requirements-bench.lock.new
	mv requirements-bench.lock.new requirements-bench.lock

lock-load: .venv/.ready ## resolve what only the load test needs anew into requirements-load.lock
	echo "# Locust's own environment. Made by: make lock-load" > requirements-load.lock.new
	$(APP)/uv pip compile -q --python-version 3.11 --group load --no-emit-find-links --no-annotate --no-header \
		>> requirements-load.lock.new
	mv requirements-load.lock.new requirements-load.lock

lock-security: .venv/.ready ## resolve what only fuzzing and the audit need anew into requirements-security.lock
	echo "# The environment of make audit and tests/prove_fuzz.py. Made by: make lock-security" > requirements-security.lock.new
	$(APP)/uv pip compile -q --python-version 3.11 --group security --no-emit-find-links --no-annotate --no-header \
		>> requirements-security.lock.new
	mv requirements-security.lock.new requirements-security.lock

audit: .venv-security/.ready ## write the bills of materials, and look the locked versions up among known weaknesses
	$(APP)/python -m tests.prove_dependencies

clean: ## remove both environments and everything built
	rm -rf .venv .venv-rasa .venv-load .venv-security .python var

# pip may know a place on disk with a CPU build of torch; uv looks there only when told.
.PHONY: find-links
find-links:
	@$(PYTHON) -m pip config list 2>/dev/null | sed -nE "s/.*find-links='([^']*)'.*/\1/p" | tail -n 1

.venv/.ready: requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "error: Python 3.11 or newer is needed; name it with: make PYTHON=/path/to/python3.11 $(MAKECMDGOALS)" >&2; exit 2; }
	@[ ! -L .venv ] || { echo "error: .venv is a link; what it leads to would be emptied. Remove the link, or set up there." >&2; exit 2; }
	@echo "Setting up the application's environment ..."
	$(PYTHON) -m venv --clear .venv
	$(APP)/python -m pip install -q --disable-pip-version-check uv==$(UV_VERSION)
	links="$$($(MAKE) -s find-links)"; \
	if [ -n "$$links" ]; then export UV_FIND_LINKS="$$links"; else export UV_TORCH_BACKEND=cpu; fi; \
	$(APP)/uv pip install -q --compile-bytecode --python $(APP)/python -r requirements.lock
	touch $@

.venv/.bench-ready: requirements-bench.lock .venv/.ready
	@echo "Adding what the benchmark needs ..."
	links="$$($(MAKE) -s find-links)"; if [ -n "$$links" ]; then export UV_FIND_LINKS="$$links"; fi; \
	$(APP)/uv pip install -q --python $(APP)/python -r requirements-bench.lock -c requirements.lock
	touch $@

.venv-load/.ready: requirements-load.lock .venv/.ready
	@echo "Setting up the load test's environment ..."
	$(APP)/uv venv -q --clear --python $(APP)/python .venv-load
	$(APP)/uv pip install -q --python .venv-load/bin/python -r requirements-load.lock
	touch $@

.venv-security/.ready: requirements-security.lock .venv/.ready
	@echo "Setting up the environment of fuzzing and the audit ..."
	$(APP)/uv venv -q --clear --python $(APP)/python .venv-security
	$(APP)/uv pip install -q --python .venv-security/bin/python -r requirements-security.lock
	touch $@

.venv-rasa/.ready: bot/nlu/requirements.lock .venv/.ready
	@echo "Setting up the Rasa server's environment (Python 3.10) ..."
	@python310="$(PYTHON310)"; \
	if [ -z "$$python310" ] && root=$$(pyenv root 2>/dev/null); then \
		python310=$$(find "$$root"/versions -path '*/3.10.*/bin/python3.10' | sort -V | tail -n 1); \
	fi; \
	$(APP)/uv venv -q --clear --python "$${python310:-3.10}" .venv-rasa || { \
		echo "error: Rasa needs Python 3.10: none was found and none could be downloaded." >&2; \
		echo "       Install it (for example: pyenv install 3.10, or your system's python3.10 package), or name one that is" >&2; \
		echo "       there with: make PYTHON310=/path/to/python3.10 $(MAKECMDGOALS)" >&2; exit 2; }
	$(APP)/uv pip install -q --compile-bytecode --no-deps --python $(RASA)/python -r bot/nlu/requirements.lock
	touch $@
