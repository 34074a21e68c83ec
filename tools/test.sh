#!/usr/bin/env bash
# Installs what is missing and runs the tests; the last line is "N passed, N failed[, N skipped]".
#
#   tools/test.sh [STAGE...]      default: native wasm vitest
#
#   native, debug-asan            Google Tests of the core through CTest
#   wasm, wasm-scalar             the same Google Tests as WebAssembly under node
#   vitest                        bindings, the page's models, the command, the page in Chromium
set -uo pipefail
cd "$(dirname "$0")/.."
stages=("$@")
[ ${#stages[@]} -gt 0 ] || stages=(native wasm vitest)
tools/setup.sh --test || exit 1

results=$PWD/build/test-results
rm -rf "$results"
mkdir -p "$results"

google_tests() {  # google_tests PRESET
  local written=build/$1/test-results.json
  rm -f "$written"
  cmake --preset "$1" -DROUSE_TESTS=ON >/dev/null &&
    cmake --build --preset "$1" &&
    ctest --preset "$1"
  local outcome=$?
  [ -e "$written" ] && cp "$written" "$results/$1.json"
  return $outcome
}

vitest() {
  # The command and the page are tested as users get them.
  cmake --preset native -DROUSE_TESTS=ON >/dev/null &&
    cmake --build --preset native --target rouse_command write_hdf5 &&
    tools/build-page.sh &&
    npx vitest run --reporter=default --reporter=json --outputFile.json="$results/vitest.json"
}

for stage in "${stages[@]}"; do
  printf '\n=== %s\n' "$stage"
  case $stage in
    native | debug-asan | wasm | wasm-scalar) google_tests "$stage" ;;
    vitest) vitest ;;
    *) echo "tools/test.sh: there is no stage \"$stage\"; see the top of the file" >&2; exit 2 ;;
  esac || printf '=== %s failed\n' "$stage"
done

node tools/test-summary.mjs "$results" "${stages[@]}"
