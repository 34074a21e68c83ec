#!/usr/bin/env bash
# Installs what is missing to build Rouse, and says what it does. Safe to run again at any time.
#
#   tools/setup.sh          for the page: CMake, Ninja, a C++20 compiler, Emscripten, npm packages
#   tools/setup.sh --test   also for tests, lint and the command: Google Test, xtensor, CLI11, libzip,
#                           libarchive, HDF5, Chromium, clang-format, clang-tidy
#
# Debian and Ubuntu packages come through apt when root or sudo is there. Elsewhere the script names
# what to install. Nothing is written outside the checkout except those packages.
set -euo pipefail
cd "$(dirname "$0")/.."

for_tests=no
case "${1:-}" in
  '') ;;
  --test) for_tests=yes ;;
  *) echo "usage: tools/setup.sh [--test]" >&2; exit 2 ;;
esac

say() { printf 'set-up: %s\n' "$*"; }
fail() { printf 'set-up failed: %s\n' "$*" >&2; exit 1; }
has() { command -v "$1" >/dev/null 2>&1; }

as_root=()
[ "$(id -u)" = 0 ] || as_root=(sudo)
can_install() { has apt-get && { [ "$(id -u)" = 0 ] || has sudo; }; }

# --- packages -----------------------------------------------------------------------------------

missing_packages=()
missing_names=()
# need PACKAGE "WHAT IT IS" TEST...: notes the package when the test command fails.
need() {
  local package=$1 name=$2
  shift 2
  "$@" >/dev/null 2>&1 && return
  missing_packages+=("$package")
  missing_names+=("$name")
}
# A header in one of the usual places, or a CMake package of that name below a prefix.
header() {
  local prefix
  for prefix in /usr /usr/local /opt/homebrew; do
    [ -e "$prefix/include/$1" ] && return
  done
  return 1
}
compiler() { has "${CXX:-c++}" && "${CXX:-c++}" -std=c++20 -x c++ -fsyntax-only - <<<'#include <span>'; }
cmake_is_new() { has cmake && cmake --version | head -1 | grep -qE ' (3\.(2[5-9]|[3-9][0-9])|[4-9])'; }

need cmake 'CMake 3.25 or newer' cmake_is_new
need ninja-build 'Ninja' has ninja
need g++ 'a C++20 compiler' compiler
need libhwy-dev 'Highway' header hwy/highway.h
need python3 'Python 3 (Emscripten runs on it)' has python3
if [ "$for_tests" = yes ]; then
  need nlohmann-json3-dev 'nlohmann/json 3.11' header nlohmann/json.hpp
  need googletest 'the sources of Google Test' test -e /usr/src/googletest/CMakeLists.txt
  need libxtensor-dev 'xtensor' header xtensor/xarray.hpp
  need libcli11-dev 'CLI11' header CLI/CLI.hpp
  need libzip-dev 'libzip' header zip.h
  need zlib1g-dev 'zlib' header zlib.h
  need libarchive-dev 'libarchive' header archive.h
  need libhdf5-dev 'HDF5' eval 'header hdf5/serial/hdf5.h || header hdf5.h'
  need pkg-config 'pkg-config' has pkg-config
  need librsvg2-dev 'librsvg' pkg-config --exists librsvg-2.0
  need libbenchmark-dev 'Google Benchmark' header benchmark/benchmark.h
  need clang-format 'clang-format' has clang-format
  need clang-tidy 'clang-tidy' has clang-tidy
  need chromium 'Chromium' has chromium
  need firefox-esr 'Firefox ESR' has firefox-esr
elif can_install; then
  # CMake would fetch it otherwise, which needs more of the internet than apt does.
  need nlohmann-json3-dev 'nlohmann/json 3.11' header nlohmann/json.hpp
fi

install() {
  say "installing ${*}"
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get \
    -o DPkg::Lock::Timeout=600 install -y -qq --no-install-recommends "$@" >/dev/null
}

updated=no
update_lists() {
  [ "$updated" = yes ] && return
  say "reading apt's package lists"
  "${as_root[@]}" apt-get -o DPkg::Lock::Timeout=600 update -qq
  updated=yes
}

if [ ${#missing_packages[@]} -gt 0 ]; then
  if can_install; then
    update_lists
    install "${missing_packages[@]}"
  else
    printf 'set-up needs:\n' >&2
    printf '  - %s\n' "${missing_names[@]}" >&2
    fail "install these (on Debian: apt-get install ${missing_packages[*]}) and try again"
  fi
fi

# --- Node.js -------------------------------------------------------------------------------------

node -e 'const [a, b] = process.versions.node.split(".").map(Number);
  process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)' ||
  fail "Node.js is $(node --version 2>/dev/null || echo missing); install 20.19 or newer"

# --- Emscripten ----------------------------------------------------------------------------------

emscripten_is_new() {  # emscripten_is_new EMCC
  local version
  version=$("$1" -dumpversion 2>/dev/null) || return 1
  [ "$(printf '%s\n3.1.60\n' "${version%%-*}" | sort -V | head -1)" = 3.1.60 ]
}

own=.toolchain/emscripten
if has emcc && emscripten_is_new "$(command -v emcc)"; then
  say "Emscripten $(emcc -dumpversion) is there: $(command -v emcc)"
elif [ -x "$own/emcc" ] && emscripten_is_new "$own/emcc"; then
  say "Emscripten $("$own/emcc" -dumpversion) is there: $own"
elif can_install && grep -qs '^VERSION_CODENAME=bookworm' /etc/os-release; then
  update_lists
  tools/setup-emscripten.sh "$PWD/$own"
elif can_install && has apt-cache && update_lists &&
  apt-cache policy emscripten | grep -qE 'Candidate: ([4-9]|3\.1\.(6[0-9]|[7-9][0-9]))'; then
  install emscripten
else
  fail "Emscripten 3.1.60 or newer is missing; install it with emsdk" \
    "(git clone https://github.com/emscripten-core/emsdk, ./emsdk install 3.1.69," \
    "./emsdk activate 3.1.69) and put emcc on PATH"
fi

# --- npm packages --------------------------------------------------------------------------------

if [ ! -e node_modules/.package-lock.json ] ||
  [ package-lock.json -nt node_modules/.package-lock.json ]; then
  say 'installing npm packages'
  npm ci --no-audit --no-fund --loglevel=error
  touch node_modules/.package-lock.json
fi
say 'done'
