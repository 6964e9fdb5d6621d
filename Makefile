# `make run` shows Forprev, `make test` checks it. The rest is for those who change it.
# Needs Python 3.11 or later and a network to the package index; everything else is installed in .venv.

VENV := .venv
PY := $(VENV)/bin/python
FORPREV := $(VENV)/bin/forprev
# Stands for an up-to-date .venv, and holds the path of the checkout it was made for.
TEMOIN := $(VENV)/installe
PYTHON ?= $(shell for p in python3.11 python3 python3.12 python3.13 python3.14; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && command -v $$p && break; done)
COEURS := $(shell getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2)
CHROMIUM := $(shell for c in "$$FORPREV_CHROMIUM" chromium chromium-browser google-chrome-stable google-chrome; do \
	command -v "$$c" 2>/dev/null && break; done)
COMPILER := $(VENV)/bin/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header \
	--no-emit-index-url --no-emit-find-links

.DEFAULT_GOAL := help
.PHONY: help setup run test check browser demo-reset bench epreuves requirements format

help:
	@sed -n 's/^\([a-z-]*\):.*## /  make \1\t/p' $(MAKEFILE_LIST) | expand -t 22

run: $(TEMOIN) ## everything in the foreground: database, demonstration, web server, worker (PORT=8000)
	@FORPREV_ENV=$${FORPREV_ENV:-demo} exec $(FORPREV) service

demo-reset: $(TEMOIN) ## throw the demonstration away and load it anew
	@FORPREV_ENV=demo $(PY) -m config.service.remise

test: $(TEMOIN) ## the whole suite, in a browser too when there is a Chromium (A="tests/socle -k clock" to choose)
	@$(PY) -m pytest -q -n $(COEURS) --dist worksteal $(A)

epreuves: $(TEMOIN) ## the long trials: kills, floods, volumes
	@FORPREV_EPREUVES=1 $(PY) -m pytest -q -m epreuve $(A)

check: $(TEMOIN) ## format, lint, types, import contracts, templates, migrations, house rules
	$(VENV)/bin/ruff format --check
	$(VENV)/bin/ruff check
	$(VENV)/bin/mypy
	$(VENV)/bin/lint-imports
	find templates forprev -name '*.html' -print0 | xargs -0 $(VENV)/bin/djade --check --target-version 5.2
	FORPREV_ENV=test $(FORPREV) makemigrations --check --dry-run
	$(PY) -m pytest -q -n $(COEURS) --dist worksteal tests/maison --ignore-glob='*/test_service*'

format: $(TEMOIN) ## put code and templates in shape
	$(VENV)/bin/ruff format
	$(VENV)/bin/ruff check --fix
	-find templates forprev -name '*.html' -print0 | xargs -0 $(VENV)/bin/djade --target-version 5.2

browser: $(TEMOIN) ## install a Chromium for the browser tests, where it can be
ifneq ($(CHROMIUM),)
	@echo "Chromium is there: $(CHROMIUM)"
else
	@if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq -y chromium; \
	else \
		$(PY) -m playwright install chromium || \
		{ echo "No Chromium could be installed: install one and give its path in FORPREV_CHROMIUM."; exit 1; }; \
	fi
endif

bench: $(TEMOIN) ## our certificates against the usual way of making them, people found among a million
	@$(PY) -m bench

requirements: $(TEMOIN) ## compile requirements/*.in, with hashes and no host
	for nom in uv base dev; do $(COMPILER) requirements/$$nom.in -o requirements/$$nom.txt || exit 1; done

setup: $(TEMOIN)

# The environment is made again when a requirement changes or when the checkout has moved (scripts hold absolute paths).
ifneq ($(shell cat $(TEMOIN) 2>/dev/null),$(CURDIR))
.PHONY: $(TEMOIN)
NEUF := --clear
endif

# The project itself is put on the path by a .pth file, and its command by a five-line script: what an editable install
# does, without a build back end to fetch. uv is quicker than pip by far, but does not read pip's configuration (a private
# index, a certificate): pip takes over where uv cannot reach the packages.
$(TEMOIN): requirements/dev.txt requirements/uv.txt
	@test -n "$(PYTHON)" || { echo "Python 3.11 or later is needed: none found."; exit 1; }
	@echo "Setting up $(VENV)…"
	@$(PYTHON) -m venv $(NEUF) $(VENV) || { echo "On Debian: apt install python3-venv"; exit 1; }
	@$(PY) -m pip install -q --disable-pip-version-check --require-hashes -r requirements/uv.txt
	@$(VENV)/bin/uv pip sync -q --system-certs --python $(PY) --require-hashes requirements/dev.txt || \
		{ echo "uv cannot reach the packages: pip takes over."; \
		$(PY) -m pip install -q --disable-pip-version-check --require-hashes -r requirements/dev.txt; }
	@echo '$(CURDIR)' > "$$($(PY) -c 'import sysconfig; print(sysconfig.get_path("purelib"))')/forprev-checkout.pth"
	@printf '%s\n' '#!/bin/sh' 'exec "$(CURDIR)/$(PY)" -m config.cli "$$@"' > $(FORPREV)
	@chmod +x $(FORPREV)
	@echo '$(CURDIR)' > $@
