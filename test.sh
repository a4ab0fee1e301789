#!/bin/sh
# Installs what the tests need, once, and runs them all: `sh test.sh`, or `sh test.sh tests/library -k cache`.
set -eu
cd "$(dirname "$0")"
. scripts/venv.sh
prepare dev
exec .venv/bin/python -m pytest "$@"
