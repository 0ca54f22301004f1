#!/bin/sh
# Make the virtual environment and install bazaar into it. Usage: infra/install.sh EXTRAS
# uv is used when it is there, else pip. pip's own settings hold for both.
set -eu

extras=${1:-dev}
python=${PYTHON:-python3}
venv=${VENV:-.venv}

"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
    echo "bazaar needs Python 3.11 or newer; $("$python" --version) is too old. Choose one: make PYTHON=python3.11 ..." >&2
    exit 1
}
[ -x "$venv/bin/python" ] || "$python" -m venv "$venv"

setting() { # NAME: pip's setting from its environment variable or its configuration files
    variable=PIP_$(echo "$1" | tr 'a-z-' 'A-Z_')
    eval "value=\${$variable:-}"
    [ -n "$value" ] || value=$("$venv/bin/python" -m pip config get "global.$1" 2>/dev/null || true)
    echo "$value"
}

if command -v uv >/dev/null 2>&1; then
    index=$(setting index-url)
    extra=$(setting extra-index-url)
    links=$(setting find-links)
    cert=$(setting cert)
    [ -z "$index" ] || export UV_DEFAULT_INDEX="$index"
    [ -z "$extra" ] || export UV_INDEX="$extra"
    [ -z "$links" ] || export UV_FIND_LINKS="$links"
    [ -z "$cert" ] || export SSL_CERT_FILE="$cert"
    # pip looks at all its indexes for the best version; uv does so only when told.
    export UV_INDEX_STRATEGY=unsafe-best-match
    uv pip install --python "$venv/bin/python" --constraint constraints.txt --editable ".[$extras]"
else
    "$venv/bin/python" -m pip install --quiet --constraint constraints.txt --editable ".[$extras]"
fi
