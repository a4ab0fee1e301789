#!/bin/sh
# Installs what Rambu needs, once, and starts it: `sh run.sh`, or `sh run.sh COMMAND ...` (README.md).
set -eu
cd "$(dirname "$0")"
. scripts/venv.sh
prepare run

# Settings may stand in .env; what the environment says already wins.
if [ -f .env ]; then
    while read -r line || [ -n "$line" ]; do
        name=${line%%=*}
        case $name in
            RAMBU_*[!A-Z_]*) echo ".env: $name is no name of a setting" >&2 && exit 2 ;;
            RAMBU_*) eval "[ -n \"\${$name:-}\" ]" || export "$name=${line#*=}" ;;
        esac
    done <.env
fi
exec .venv/bin/python bot.py "$@"
