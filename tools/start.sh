#!/usr/bin/env bash
# Installs what is missing, builds the page, serves it and prints its address.
set -euo pipefail
cd "$(dirname "$0")/.."
tools/setup.sh
tools/build-page.sh
echo
echo "Rouse is at the address below; stop it with Ctrl-C."
exec npx vite preview web
