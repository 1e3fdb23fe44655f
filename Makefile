# Two commands set everything up on a fresh machine: `make run` and `make test`.
.PHONY: run test check coverage codes lock benchmarks clean

PYTHON := .venv/bin/python

run:
	@sh config/bootstrap.sh run
	@$(PYTHON) manage.py run_product $(if $(PORT),--port $(PORT))

test:
	@sh config/bootstrap.sh test
	@sh config/test.sh

check:
	@sh config/bootstrap.sh test
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m mypy
	.venv/bin/lint-imports --no-cache
	$(PYTHON) manage.py makemigrations --check --dry-run --settings config.settings.test
	sh config/check_production.sh

coverage:
	@sh config/bootstrap.sh test
	$(PYTHON) -m pytest -n 2 --dist loadgroup --cov --cov-report=term:skip-covered

codes:
	@$(PYTHON) manage.py demo_codes

lock:
	uv pip compile --quiet --python-version 3.11 --python-platform x86_64-unknown-linux-gnu --generate-hashes \
	  --no-header --no-emit-index-url pyproject.toml -o requirements.lock
	uv pip compile --quiet --python-version 3.11 --python-platform x86_64-unknown-linux-gnu --generate-hashes \
	  --no-header --no-emit-index-url pyproject.toml --group dev -c requirements.lock -o requirements-dev.lock
	uv pip compile --quiet --python-version 3.11 --python-platform x86_64-unknown-linux-gnu --generate-hashes \
	  --no-header --no-emit-index-url pyproject.toml --extra studio -c requirements.lock -o requirements-studio.lock

benchmarks:
	$(PYTHON) -m benchmarks.speed $(if $(VIDEO),--video $(VIDEO))

clean:
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .coverage
