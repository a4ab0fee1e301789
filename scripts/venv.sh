# shellcheck shell=sh
# Sourced by run.sh, test.sh and .ci/run from the project's folder: makes .venv once and keeps it
# in step with pyproject.toml. `prepare run` installs what Rambu needs (with what draws cards and reads
# photos, where there are packages of it for this machine), `prepare dev` the tests' tools too.

# Prints the first Python that is new enough.
find_python() {
    for candidate in "${PYTHON:-python3}" python3 python3.14 python3.13 python3.12 python3.11 python; do
        if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            echo "$candidate"
            return 0
        fi
    done
    echo "Rambu needs Python 3.11 or newer; set PYTHON to its path." >&2
    return 1
}

# True when .venv holds a working Python that is new enough, with pip.
venv_works() {
    .venv/bin/python -c 'import sys, pip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

# Installs this folder, with extras where they are named.
install_editable() {
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --editable ".${1:-}"
}

prepare() {
    if ! venv_works; then
        python=$(find_python) || return 1
        "$python" -m venv --clear .venv || return 1
    fi
    stamp=.venv/rambu-$1
    # What was installed is told by the list of needs and by the folder, which may have been moved.
    wanted="$(cksum <pyproject.toml) $(pwd)"
    if [ "$(cat "$stamp" 2>/dev/null)" = "$wanted" ]; then
        return 0
    fi
    echo "Installing what is needed into .venv (only this once, about 500 MB with what reads photos) ..." >&2
    if [ "$1" != run ]; then
        install_editable "[$1]" || return 1
    elif ! install_editable "[card,photo]"; then
        echo "What reads photos cannot be installed here; Rambu goes without it." >&2
        install_editable "[card]" || install_editable || return 1
    fi
    printf '%s' "$wanted" >"$stamp"
}
