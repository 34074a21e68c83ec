#!/usr/bin/env bash
# clang-format, clang-tidy, TypeScript and Biome; changes nothing. tools/format.sh does.
set -uo pipefail
cd "$(dirname "$0")/.."
tools/setup.sh --test || exit 1
failed=0
run() {
  printf '\n=== %s\n' "$1"
  shift
  "$@" || failed=1
}

mapfile -t sources < <(git ls-files '*.cpp' '*.hpp')
run clang-format clang-format --dry-run -Werror "${sources[@]}"
# Tests, Google Benchmark and Embind code are left to the compilers: what they bring along is not ours
# to mend.
cmake --preset native -DROUSE_TESTS=ON >/dev/null || exit 1
mapfile -t tidied < <(git ls-files 'core/src/*.cpp' 'tools/*.cpp' ':!tools/benchmarks/native_main.cpp' \
  ':!tools/benchmarks/wasm_m*.cpp')
run clang-tidy sh -c 'printf "%s\n" "$@" | xargs -P "$(nproc)" -n 4 clang-tidy -p build/native --quiet' \
  tidy "${tidied[@]}"
run TypeScript npx tsc --noEmit
run Biome npx biome check
[ $failed = 0 ] && printf '\nlint passed\n'
exit $failed
