#!/usr/bin/env bash
# Emscripten 3.1.69 for Debian 12, whose own package is 3.1.6: too old for this project.
#
#   tools/setup-emscripten.sh PREFIX      (root or sudo)
#
# Debian 13's packages of Emscripten and Binaryen are unpacked below PREFIX, over Debian 12's own
# clang 19. The system's apt sources and C library are not touched; the packages are verified by a
# private apt state that knows only Debian 13. PREFIX must lie in the checkout, among whose npm
# packages Emscripten finds acorn: Debian's node-acorn would bring a second, older Node.js.
set -euo pipefail

prefix=${1:?usage: tools/setup-emscripten.sh PREFIX}
emscripten=3.1.69+dfsg-3
binaryen=120-4
say() { printf 'set-up: %s\n' "$*"; }
as_root=()
[ "$(id -u)" = 0 ] || as_root=(sudo)

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

say 'installing clang-19, lld-19, llvm-19'
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=600 \
  install -y -qq --no-install-recommends clang-19 lld-19 llvm-19 >/dev/null

if [ -e "$prefix/.complete-$emscripten" ]; then
  say "Emscripten ${emscripten%+*} is unpacked already"
  exit
fi

say "downloading Emscripten ${emscripten%+*}"
# The mirror that this machine already uses has Debian 13, too.
mirror=$(apt-get indextargets --format '$(SITE)' 'Created-By: Packages' | grep -v security | head -1)
mkdir -p "$work"/etc/{apt.conf.d,preferences.d,sources.list.d} \
  "$work"/state/lists/partial "$work"/cache/archives/partial
: >"$work/state/status"
echo "deb [arch=amd64 signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] ${mirror%/} trixie main" \
  >"$work/etc/sources.list"
cat >"$work/apt.conf" <<END
Dir::Etc "$work/etc";
Dir::State "$work/state";
Dir::State::status "$work/state/status";
Dir::Cache "$work/cache";
Acquire::Languages "none";
APT::Sandbox::User "root";
END
(
  export APT_CONFIG="$work/apt.conf"
  cd "$work"
  apt-get update -qq
  apt-get download -qq "emscripten=$emscripten" "binaryen=$binaryen" libc6 libgcc-s1 libstdc++6
)

say "unpacking it below $prefix"
rm -rf "$prefix"
mkdir -p "$prefix/rt" "$prefix/binaryen/bin"
# Without its test suite, and without the libraries for dynamic linking.
dpkg-deb --fsys-tarfile "$work"/emscripten_*.deb |
  tar -x -C "$prefix" --strip-components=4 --exclude='./usr/share/emscripten/test' \
    --exclude='*/lib/wasm32-emscripten/pic' --exclude='*/lib/wasm32-emscripten/lto-pic' \
    --exclude='*/lib/wasm64-emscripten' ./usr/share/emscripten
for package in binaryen libc6 libgcc-s1 libstdc++6; do
  dpkg-deb -x "$work/${package}"_*.deb "$prefix/rt"
done
# Binaryen runs on the C library it was built with, through wrappers.
libraries=$prefix/rt/usr/lib/x86_64-linux-gnu
for tool in "$prefix"/rt/usr/bin/wasm*; do
  wrapper=$prefix/binaryen/bin/${tool##*/}
  printf '#!/bin/sh\nexec "%s/ld-linux-x86-64.so.2" --library-path "%s" "%s" "$@"\n' \
    "$libraries" "$libraries" "$tool" >"$wrapper"
  chmod +x "$wrapper"
done
# Its scripts are CommonJS, whatever the package.json of the folder above says.
echo '{ "type": "commonjs" }' >"$prefix/package.json"
cat >"$prefix/.emscripten" <<END
LLVM_ROOT = '/usr/bin'
LLVM_ADD_VERSION = '19'
CLANG_ADD_VERSION = '19'
BINARYEN_ROOT = '$prefix/binaryen'
NODE_JS = '$(command -v node)'
FROZEN_CACHE = True
END
touch "$prefix/.complete-$emscripten"
