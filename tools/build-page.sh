#!/usr/bin/env bash
# Builds the WebAssembly module and the page into web/dist.
set -euo pipefail
cd "$(dirname "$0")/.."
cmake --preset wasm -DROUSE_TESTS=OFF >/dev/null
cmake --build --preset wasm --target rouse_module
npx vite build web
