# Baarasira. `make demo` shows it, `make test` proves it, `make install` is all an operator needs.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8000
export PIP_DISABLE_PIP_VERSION_CHECK = 1

.PHONY: install install-dev install-bench demo test check bench bench-select bench-campaign bench-campaign-selection bench-clearances bench-pages bench-link bench-occupation lock messages pictures clean

install: $(VENV)/.installed

# What is written in Python is compiled on both cores, and the engine beside it; `make demo` compiles what it uses as it goes.
$(VENV)/.installed: $(VENV)/.libraries
	@echo "→ compilation du classement et du rapprochement des dossiers (une fois)"
	@$(BIN)/python -m compileall -qq -j 0 $(VENV)/lib & compiling=$$!; \
	  $(BIN)/python -c "from baarasira.engine import load_compiled, load_compiled_link; load_compiled(); load_compiled_link()" \
	  && { wait $$compiling || true; }
	@touch $@

$(VENV)/.libraries: requirements.txt pyproject.toml
	@echo "→ Python $$($(PYTHON) -c 'import platform; print(platform.python_version())') : environnement dans $(VENV)"
	@$(PYTHON) -m venv $(VENV)
	@echo "→ bibliothèques (liste épinglée et vérifiée par empreinte)"
	@$(BIN)/python -m pip install --quiet --require-hashes --no-deps --no-compile -r requirements.txt
	@$(BIN)/python -m pip install --quiet --no-build-isolation --no-deps --no-compile --editable .
	@$(BIN)/python -m pip check > /dev/null
	@$(BIN)/python -m baarasira.project.messages
	@touch $@

install-dev: $(VENV)/.installed-dev

$(VENV)/.installed-dev: requirements-dev.txt $(VENV)/.installed
	@echo "→ bibliothèques des tests"
	@$(BIN)/python -m pip install --quiet --require-hashes -r requirements-dev.txt
	@touch $@

demo: $(VENV)/.libraries
	@$(BIN)/baarasira demo --port $(PORT) $(if $(filter 1,$(RESET)),--reset)

test: install-dev
	@$(BIN)/python tools/prepare.py
	@$(BIN)/python tools/check.py

check: install-dev
	@$(BIN)/python tools/check.py --static

messages:
	@$(BIN)/python -m baarasira.project.messages

# The pictures of the user guide, from the demonstration data (make demo first).
pictures: install-dev
	@$(BIN)/python tools/pictures.py

install-bench: $(VENV)/.installed-bench

$(VENV)/.installed-bench: benchmarks/requirements.txt $(VENV)/.installed
	@echo "→ bibliothèques des mesures"
	@$(BIN)/python -m pip install --quiet --require-hashes -r benchmarks/requirements.txt
	@touch $@

# Ranking side by side (benchmarks/README.md), under the published weights and under others. Needs PostgreSQL's programs.
# BENCH gives further options: make bench BENCH="--people 50000 --offers 500".
bench: install-bench
	@$(BIN)/python -m benchmarks.rank --data build/register $(BENCH)
	@$(BIN)/python -m benchmarks.rank --data build/register --weights 45,250,100,100,100 $(BENCH)
	@$(BIN)/python -m benchmarks.select $(BENCH_SELECT)
	@$(BIN)/python -m benchmarks.campaign $(BENCH_CAMPAIGN)
	@$(BIN)/python -m benchmarks.campaign_selection $(BENCH_CAMPAIGN_SELECTION)
	@$(BIN)/python -m benchmarks.clearances $(BENCH_CLEARANCES)
	@$(BIN)/python -m benchmarks.link $(BENCH_LINK)
	@$(BIN)/python -m benchmarks.occupation $(BENCH_OCCUPATION)
	@$(BIN)/python -m benchmarks.report

# Selection under quotas beside CP-SAT and HiGHS. BENCH_SELECT gives further options: BENCH_SELECT="--people 5000 --large 20000".
bench-select: install-bench
	@$(BIN)/python -m benchmarks.select $(BENCH_SELECT)
	@$(BIN)/python -m benchmarks.report

# 10,000 applications by twenty writers, SQLite and PostgreSQL. BENCH_CAMPAIGN gives further options:
# BENCH_CAMPAIGN="--applications 500 --writers 4".
bench-campaign: install
	@$(BIN)/python -m benchmarks.campaign $(BENCH_CAMPAIGN)
	@$(BIN)/python -m benchmarks.report

# 30,000 applications from closing to published lists. BENCH_CAMPAIGN_SELECTION="--applications 2000" for a smaller run.
bench-campaign-selection: install
	@$(BIN)/python -m benchmarks.campaign_selection $(BENCH_CAMPAIGN_SELECTION)
	@$(BIN)/python -m benchmarks.report

# Clearances beside the same paper made with WeasyPrint. BENCH_CLEARANCES gives further options: BENCH_CLEARANCES="--count 200".
bench-clearances: install-bench
	@$(BIN)/python -m benchmarks.clearances $(BENCH_CLEARANCES)
	@$(BIN)/python -m benchmarks.report

# Who stands twice in a register, beside Splink; a million people, and the public febrl sets. BENCH_LINK gives further options:
# BENCH_LINK="--people 20000 --small 5000".
bench-link: install-bench
	@$(BIN)/python -m benchmarks.link $(BENCH_LINK)
	@$(BIN)/python -m benchmarks.report

# Names of work beside a character TF-IDF: the 400 titles, and with the folder of an ESCO release labels held out by occupation:
# make bench-occupation BENCH_OCCUPATION="--esco DIR".
bench-occupation: install-bench
	@$(BIN)/python -m benchmarks.occupation $(BENCH_OCCUPATION)
	@$(BIN)/python -m benchmarks.report

# Search and shortlists as agents feel them, a million people, SQLite and PostgreSQL (benchmarks/README.md). Needs wrk and
# PostgreSQL's programs. BENCH_PAGES gives further options: make bench-pages BENCH_PAGES="--people 5000 --seconds 5".
bench-pages: install
	@$(BIN)/python -m benchmarks.pages --data build/pages $(BENCH_PAGES)
	@$(BIN)/python -m benchmarks.report

# The lists name no package host: they are made for any index that carries these releases.
lock:
	@for list in requirements requirements-dev benchmarks/requirements; do \
	  $(BIN)/pip-compile --quiet --generate-hashes --allow-unsafe --strip-extras --no-header --no-annotate \
	    --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --no-emit-options -o $$list.txt $$list.in; done

clean:
	rm -rf $(VENV) build src/*.egg-info
