.PHONY: check run test format content stale clean

check: ## everything a change must pass
	.ci/run

run: ## the chat in the terminal, or Telegram with RAMBU_TOKEN
	sh run.sh

test:
	sh test.sh

format:
	.venv/bin/python -m ruff format .
	.venv/bin/python -m ruff check --fix .

content: ## what is wrong in content/
	sh run.sh content lint

stale: ## what in content/ wants another look
	sh run.sh content stale

clean:
	rm -rf .venv .mypy_cache .pytest_cache .ruff_cache build dist *.egg-info
