#!/bin/sh
# A backup of an SQLite store while Rambu runs: `sh deploy/backup.sh data/rambu.db backup`.
# It holds what waits in the inbox with its text, and the secret: keep it as closed as the store.
set -eu
store=${1:?the database file} folder=${2:?the folder for the backup}
umask 077
mkdir -p "$folder"
rm -f "$folder/rambu.db"
"${PYTHON:-python3}" - "$store" "$folder/rambu.db" <<'PYTHON'
import pathlib
import sqlite3
import sys

source = pathlib.Path(sys.argv[1]).resolve(strict=True)
with sqlite3.connect(f"{source.as_uri()}?mode=rw", uri=True, timeout=60) as connection:
    connection.execute("VACUUM INTO ?", (sys.argv[2],))
PYTHON
# With RAMBU_SECRET there is no file of it.
[ ! -f "${store%.db}.secret" ] || cp -p "${store%.db}.secret" "$folder/rambu.secret"
