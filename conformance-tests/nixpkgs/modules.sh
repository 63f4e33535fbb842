#!/usr/bin/env bash
# Runs nixpkgs' own checks of the module system (lib/tests/modules.sh) against kix's lib, with kix as nix-instantiate,
# and prints the score.
#
#   conformance-tests/nixpkgs/modules.sh [--nixpkgs-lib] [NIXPKGS]
#
# --nixpkgs-lib: with nixpkgs' own lib instead, which then tests the language alone.
# NIXPKGS is a checkout of nixpkgs or of nix-community/nixpkgs.lib (a folder that has lib/tests/modules.sh); default
# $KIX_NIXPKGS. Without either, nix-community/nixpkgs.lib is cloned, which needs git and the network.
# Exit code 0 when at least KIX_MODULES_AT_LEAST (default 0) checks pass.
set -euo pipefail

here=$(cd -P -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
root=$(cd -P -- "$here/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

lib=$root/kixpkgs/lib
if [ "${1:-}" = --nixpkgs-lib ]; then
  lib=
  shift
fi
nixpkgs=${1:-${KIX_NIXPKGS:-}}
if [ -z "$nixpkgs" ]; then
  nixpkgs=$work/nixpkgs
  git clone --quiet --depth 1 https://github.com/nix-community/nixpkgs.lib "$nixpkgs"
fi
if [ ! -f "$nixpkgs/lib/tests/modules.sh" ]; then
  printf 'modules.sh: %s has no lib/tests/modules.sh\n' "$nixpkgs" >&2
  exit 2
fi

# The checks import ../.. from lib/tests/modules: a copy of the lib, with their folder put into it.
mkdir -p "$work/bin" "$work/lib"
cp -R "${lib:-$nixpkgs/lib}/." "$work/lib/"
rm -rf "$work/lib/tests"
cp -R "$nixpkgs/lib/tests" "$work/lib/tests"
chmod -R u+w "$work/lib"
ln -s "$root/kix" "$work/bin/nix-instantiate"

"$root/kix" version >/dev/null # builds, where there is something to build
KIX_NO_BUILD=1 PATH="$work/bin:$PATH" bash "$work/lib/tests/modules.sh" >"$work/log" 2>&1 || :

passed=$(sed -n 's/^\([0-9][0-9]*\) Pass$/\1/p' "$work/log" | tail -n 1)
failed=$(grep -c 'TEST FAILED' "$work/log" || :)
[ -z "${KIX_MODULES_LOG:-}" ] || cp "$work/log" "$KIX_MODULES_LOG"
sed -n '/^\$ nix-instantiate/p; /TEST FAILED/p' "$work/log"
tail -n 3 "$work/log"
printf 'passed %s, failed %s\n' "${passed:-?}" "$failed"
[ "${passed:-0}" -ge "${KIX_MODULES_AT_LEAST:-0}" ]
