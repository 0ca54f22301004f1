# Every target sets up .venv by itself; with it in place that costs nothing.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed

.DEFAULT_GOAL := help
.PHONY: help setup run test lint format bench clean

help: ## show this
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 12

setup: $(INSTALLED) ## set up .venv

$(INSTALLED): pyproject.toml constraints.txt infra/install.sh
	PYTHON="$(PYTHON)" VENV="$(VENV)" sh infra/install.sh dev
	@touch $@

run: $(INSTALLED) ## run every use case on the embedded marketplace, up to a champion
	$(BIN)/bazaar run product-matching
	$(BIN)/bazaar run demand-forecasting
	$(BIN)/bazaar run ad-click
	$(BIN)/bazaar run product-classification
	$(BIN)/bazaar run product-search
	$(BIN)/bazaar run recommendation
	$(BIN)/bazaar run deal-ranking
	$(BIN)/bazaar run review-extraction
	$(BIN)/bazaar run question-answering
	$(BIN)/bazaar run visual-search
	$(BIN)/bazaar status

test: $(INSTALLED) ## run all tests
	$(BIN)/python -m pytest -n 3 --dist loadfile

lint: $(INSTALLED) ## style, types, import rules
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(INSTALLED) ## format the code
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(INSTALLED) ## measure on the public data sets beside peers
	PYTHON="$(PYTHON)" VENV="$(VENV)" sh infra/install.sh dev,bench
	$(BIN)/python -m benchmarks.product_matching
	$(BIN)/python -m benchmarks.demand_forecasting
	$(BIN)/python -m benchmarks.ad_click_kdd --seed 1
	$(BIN)/python -m benchmarks.ad_click_hillstrom
	$(BIN)/python -m benchmarks.ad_click_open_bandit
	$(BIN)/python -m benchmarks.product_classification
	$(BIN)/python -m benchmarks.product_search
	$(BIN)/python -m benchmarks.recommendation
	$(BIN)/python -m benchmarks.deal_ranking
	$(BIN)/python -m benchmarks.review_extraction
	$(BIN)/python -m benchmarks.question_answering
	$(BIN)/python -m benchmarks.visual_search

clean: ## remove .venv, caches, the run store, MLflow's files and DVC's outputs
	rm -rf $(VENV) .bazaar mlruns data dvc_plots *.egg-info .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
