# The commands of this project. Each one first installs what is missing into this folder.
.DEFAULT_GOAL := help
.PHONY: help demo demo-reset test check bench messages stop

PY := .venv/bin/python

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-12s %s\n", $$1, $$2}' Makefile

demo: ## Start the product with a filled demo organisation (PORT=8000, DEMO_DIR=var/demo)
	@scripts/bootstrap.sh
	@exec $(PY) -m werkdruk.embedded.supervisor

demo-reset: ## The same, after removing the demo's data
	@scripts/bootstrap.sh
	@exec $(PY) -m werkdruk.embedded.supervisor --reset

test: ## Every check and every test, as in continuous integration
	@scripts/bootstrap.sh tests
	@scripts/test.sh

check: ## Only the checks that read the code
	@scripts/bootstrap.sh tests
	@scripts/test.sh static

bench: ## Measure speed, sizes and memory; prints a table
	@scripts/bootstrap.sh tests
	@$(PY) -m bench

messages: ## Collect texts to translate and compile the translations
	@scripts/bootstrap.sh tests
	@scripts/messages.sh

stop: ## Stop the database server that manage.py commands started
	@$(PY) -m werkdruk.embedded.postgres stop --folder var/local
	@$(PY) -m werkdruk.embedded.postgres stop --folder var/test
