# make build: a release under dist/, from raw.   make test: every test.
# Each command makes .venv on first use; it needs Python 3.11 or newer and nothing else.

PYTHON ?= python3
BIN := .venv/bin
RELEASE = dist/$$($(BIN)/python -c "from pipeline.project import read_project; print(read_project().release_name)")
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.PHONY: build check docs release test lint types wheel tools requirements detection benchmarks clean

build: .venv/release.done
	$(BIN)/python build.py build

check: .venv/release.done
	$(BIN)/python build.py check

docs: .venv/release.done
	$(BIN)/python build.py docs

release: .venv/release.done
	$(BIN)/python build.py release

test: lint types wheel tools
	$(BIN)/python -m pytest --numprocesses auto --dist worksteal

lint: .venv/test.done
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

# mypy sees the package as pip installs it: the checkout has schemas/ in another place.
types: .venv/test.done
	rm -rf build/installed build/lib build/bdist.*
	$(PIP) install --no-deps --no-build-isolation --target build/installed .
	cd build/installed && $(CURDIR)/$(BIN)/mypy --config-file $(CURDIR)/pyproject.toml -p ukr_security_data
	MYPYPATH=build/installed $(BIN)/mypy pipeline build.py

# The wheel in empty environments: the newest pandas, and the oldest that we support.
wheel: .venv/test.done types
	$(PIP) wheel --no-deps --no-build-isolation --wheel-dir build/wheel .
	for pandas in "pandas>=3" "pandas==2.3.*"; do \
		rm -rf build/empty && $(PYTHON) -m venv build/empty && \
		build/empty/bin/python -m pip --disable-pip-version-check --quiet install build/wheel/*.whl "$$pandas" && \
		(cd build/empty && bin/python -W error $(CURDIR)/tests/wheel/load_everything.py) || exit 1; \
	done

# The release, checked by programs that we did not write.
tools: build types build/tools/done
	PYTHONPATH=build/installed build/tools/bin/python tests/tools/run_examples.py docs/using.md > /dev/null
	build/tools/bin/python tests/tools/check_release.py $(RELEASE)
	$(BIN)/python tests/tools/look_at_page.py $(RELEASE) build/page

build/tools/done: requirements/tools.txt
	$(PYTHON) -m venv --clear build/tools
	build/tools/bin/python -m pip --disable-pip-version-check --quiet install --require-hashes -r requirements/tools.txt
	touch $@

# How many planted defects the checks find; docs/quality.md prints it.
detection: .venv/test.done
	$(BIN)/python -m tests.code.injector
	$(BIN)/python build.py docs

benchmarks: .venv/test.done
	$(BIN)/python -m benchmarks

requirements:
	for name in release test tools; do \
		uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
			--custom-compile-command "make requirements" requirements/$$name.in -o requirements/$$name.txt; \
	done

clean:
	rm -rf .venv build dist *.egg-info

.venv/bin/python:
	$(PYTHON) -m venv .venv

.venv/release.done: requirements/release.txt pyproject.toml | .venv/bin/python
	$(PIP) install --require-hashes -r requirements/release.txt
	$(PIP) install --no-deps --no-build-isolation --editable .
	touch $@

.venv/test.done: requirements/test.txt .venv/release.done
	$(PIP) install --require-hashes -r requirements/test.txt
	touch $@
