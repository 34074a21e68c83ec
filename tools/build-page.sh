#!/usr/bin/env bash
# Builds the WebAssembly modules, each with SIMD and without, that of the bench page and those of one
# purpose, and the pages into web/dist.
set -euo pipefail
cd "$(dirname "$0")/.."
for preset in wasm wasm-scalar; do
  cmake --preset "$preset" -DROUSE_TESTS=OFF >/dev/null
  cmake --build --preset "$preset" --target rouse_module rouse_cells_module rouse_cochlea_module
done
cmake --build --preset wasm --target rouse_bench_module
cmake --build --preset wasm-scalar --target \
  rouse_neuron_module rouse_camera_module rouse_pack_module rouse_shd_module rouse_dvs_module rouse_gestures_module
npx vite build web
