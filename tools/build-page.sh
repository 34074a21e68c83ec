#!/usr/bin/env bash
# Builds the WebAssembly modules, with SIMD and without, and the page into web/dist.
set -euo pipefail
cd "$(dirname "$0")/.."
for preset in wasm wasm-scalar; do
  cmake --preset "$preset" -DROUSE_TESTS=OFF >/dev/null
  cmake --build --preset "$preset" --target rouse_module
done
npx vite build web
