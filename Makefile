# The commands of this repository; `make help` lists them. Everything is installed into .venv, at the
# versions in the lock files, and nothing outside the repository is touched.
#
# WITNESS reaches the build as an environment variable, not as a word of a command: it may hold blanks.

PYTHON ?= python3
PY := .venv/bin/python
BUILD := $(PY) scripts/build.py
INSTALL_WITH := -m pip install --quiet --disable-pip-version-check --only-binary :all: --require-hashes
INSTALL := $(PY) $(INSTALL_WITH)
UV ?= uv
LOCK_OF = $(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes \
  --no-emit-index-url --no-annotate --no-header
LOCK = $(LOCK_OF) pyproject.toml

define OLD_ENOUGH
import sys; v = sys.version_info; sys.exit(v < (3, 11) and "Python 3.11 or newer is needed, and $(PYTHON) \
is %d.%d. Name another: make site PYTHON=python3.11" % v[:2] or 0)
endef

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: desk quick picture newcomer help site new workflow supply serve publish offline pdf test fuzz mutation press check proof bench anchors version lock clean

help: ## print this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' Makefile

site: .venv/installed ## build the site (WITNESS=path names the OCR text; without one, the specimen)
	$(BUILD) site

new: .venv/installed ## make an edition folder for a book (WITNESS=its OCR, FOLDER=path; TITLE= AUTHOR= YEAR= LANGUAGE=)
	@$(BUILD) new "$(FOLDER)" $(if $(TITLE),--title "$(TITLE)") \
	  $(if $(AUTHOR),--author "$(AUTHOR)") $(if $(YEAR),--year "$(YEAR)") $(if $(LANGUAGE),--language "$(LANGUAGE)")

# Beside a folder the witness is named as an option: a command that is told its edition ignores the environment's.
OF = $(if $(FOLDER),"$(FOLDER)" $(if $(WITNESS),--witness "$$WITNESS"))

serve: .venv/installed ## serve the site on this machine and rebuild it when a file is saved (PORT=number, FOLDER=path, WITNESS=path)
	$(BUILD) serve $(OF) $(if $(PORT),--port "$(PORT)")

desk: .venv/installed ## open the editors' desk: correct the edition in the browser (PORT=number, FOLDER=path, WITNESS=path)
	$(BUILD) desk $(OF) $(if $(PORT),--port "$(PORT)")

test: .venv/installed-test ## check the code (ruff, mypy) and run the tests
	@failed=0; for check in "ruff format --check" "ruff check" mypy "pytest -n 3 --dist loadfile --no-loadscope-reorder -rs"; do \
	  echo "$$check"; $(PY) -m $$check || failed=1; \
	done; exit $$failed # one run tells everything

QUICK := tests/model tests/languages tests/system tests/inputs/test_bibliography.py tests/test_architecture.py \
  tests/test_kinds.py tests/test_addresses.py tests/test_house.py tests/stages/test_ledger.py tests/outputs/test_places.py

quick: .venv/installed-test ## check the code and run the fastest tests, in less than a minute
	$(PY) -m ruff format --check && $(PY) -m ruff check && $(PY) -m mypy && $(PY) -m pytest -x $(wildcard $(QUICK))

picture: .venv/installed-test ## take the picture of the built specimen that the README shows
	$(PY) scripts/picture.py

RUNS ?= 1000000
INPUTS ?= witness alto hocr page_xml pdf archive emendations names bibliography configuration

newcomer: .venv/installed-test ## do at the desk what a newcomer does, and take the pictures that CONTRIBUTING.md shows
	$(PY) scripts/newcomer.py

fuzz: .venv/installed-fuzz ## feed the engine with broken input (RUNS=executions of each, INPUTS=which of the ten)
	@for input in $(INPUTS); do \
	  PYTHONPATH=scripts:tests $(PY) -m fuzz $$input -runs=$(RUNS) -print_final_stats=1 || exit 1; \
	done

DO ?= make

press: .venv/installed-press ## have Tesseract read invented books again (tests/press/); DO=score prints how much of them is right
	PYTHONPATH=scripts $(PY) -m press $(DO)

mutation: .venv/installed-mutation ## change the stages line by line and list what no test notices (takes hours)
	mkdir -p build/mutation && cd build/mutation && ln -sfn ../../scripts src && \
	  ln -sfn ../../tests ../../specimen ../../pyproject.toml . && ../../.venv/bin/mutmut run && ../../.venv/bin/mutmut results

pdf: .venv/installed-pdf ## make the PDF of the edition, for print
	$(BUILD) pdf

publish: .venv/installed ## build, check and copy the site into build/public/, where its rights are cleared
	$(BUILD) publish

offline: .venv/installed ## build the site; its archive that opens without a server is then in build/ too
	$(BUILD) offline

check: .venv/installed ## check the built site of the book, and that no suspect in its text is unsettled
	$(BUILD) check
	$(BUILD) proof --check

proof: .venv/installed ## list what in the text is still suspect, the likeliest error first
	$(BUILD) proof

ROUNDS ?= 5
SIZES ?= 1 10

bench: .venv/installed .venv-bench/installed ## measure the build beside other programs, and on longer books
	PYTHONPATH=scripts $(PY) -m bench $(ROUNDS) $(SIZES)

workflow: .venv/installed .venv-workflow/installed ## build a folder of editions (FOLDER=path) with Snakemake
	.venv-workflow/bin/snakemake -s scripts/workflow/Snakefile -d "$(FOLDER)" \
	  --cores all --keep-going --rerun-incomplete --nolock

supply: .venv/installed-supply ## list what others made, with licences, and ask what is known against it (build/supply/)
	$(PY) scripts/supply.py

anchors: .venv/installed ## publish the addresses that the edition has now (apparatus/anchors.tsv)
	$(BUILD) anchors

version: .venv/installed ## publish the version in edition.toml: CHANGES="what is new in it" (apparatus/versions.tsv)
	$(BUILD) version

lock: ## write the lock files anew, with uv, from what pyproject.toml names
	$(LOCK) -o requirements.lock
	$(LOCK) -o requirements-pdf.lock --extra pdf -c requirements.lock
	$(LOCK) -o requirements-test.lock --extra test --extra pdf --extra supply -c requirements.lock
	$(LOCK) -o requirements-mutation.lock --extra mutation --extra test --extra pdf --extra supply -c requirements-test.lock
	$(LOCK) -o requirements-fuzz.lock --extra fuzz -c requirements.lock
	$(LOCK) -o requirements-press.lock --extra press -c requirements.lock
	$(LOCK_OF) scripts/workflow/build.in -o scripts/workflow/build.lock
	$(LOCK_OF) scripts/workflow/requirements.in -o scripts/workflow/requirements.lock
	$(LOCK_OF) scripts/bench/requirements.in -o scripts/bench/requirements.lock

clean: ## remove what was built; the installed packages stay (.venv)
	rm -rf build specimen/build .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find scripts tests -name __pycache__ -prune -exec rm -rf {} +

.venv/installed: requirements.lock
	@"$(PYTHON)" -c '$(OLD_ENOUGH)'
	"$(PYTHON)" -m venv .venv
	$(INSTALL) -r requirements.lock
	@touch $@

.venv/installed-pdf: requirements-pdf.lock .venv/installed
	$(INSTALL) -r requirements-pdf.lock
	@touch $@

.venv/installed-press: requirements-press.lock .venv/installed
	$(INSTALL) -r requirements-press.lock
	@touch $@

.venv/installed-fuzz: requirements-fuzz.lock .venv/installed
	$(INSTALL) -r requirements-fuzz.lock
	@touch $@

.venv/installed-test: requirements-test.lock tests/reading/package-lock.json .venv/installed
	$(INSTALL) -r requirements-test.lock
	cp tests/reading/package.json tests/reading/package-lock.json .venv
	if command -v npm >/dev/null; then cd .venv && npm ci --ignore-scripts --no-audit --no-fund; fi
	@touch $@

.venv/installed-supply: requirements-test.lock .venv/installed
	$(INSTALL) -r requirements-test.lock
	@touch $@

# An environment of its own: Snakemake and MkDocs need different versions of the same packages. One package has
# no wheel and is built from its source, with the build tool of build.lock; pip would fetch the newest.
.venv-workflow/installed: scripts/workflow/build.lock scripts/workflow/requirements.lock
	"$(PYTHON)" -m venv .venv-workflow
	.venv-workflow/bin/python $(INSTALL_WITH) -r scripts/workflow/build.lock
	.venv-workflow/bin/python $(INSTALL_WITH) --no-build-isolation --no-binary connection-pool \
	  -r scripts/workflow/requirements.lock
	@touch $@

.venv-bench/installed: scripts/bench/requirements.lock
	"$(PYTHON)" -m venv .venv-bench
	.venv-bench/bin/python $(INSTALL_WITH) -r scripts/bench/requirements.lock
	@touch $@
