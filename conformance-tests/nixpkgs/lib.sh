#!/usr/bin/env bash
# Compares kix's lib with nixpkgs' lib.
#
#   conformance-tests/nixpkgs/lib.sh [-s SEED] [-n ROUNDS] [NIXPKGS]
#
#   -s SEED     any text: another seed gives other arguments (the time of day)
#   -n ROUNDS   calls of each function (20)
#   NIXPKGS     a checkout of nixpkgs or of nix-community/nixpkgs.lib (a folder that has lib/default.nix); default
#               $KIX_NIXPKGS. Without either, nix-community/nixpkgs.lib is cloned, which needs git and the network.
#
# Four comparisons, each with its result on a line of its own; exit code 1 when one fails:
#
#   names    every name in every part of nixpkgs' lib is in kix's, or kixpkgs/lib/tests/names.nix says why not
#   calls    some 320 functions, file sets and options, with arguments that follow from the seed: kix's lib evaluated
#            by kix gives what nixpkgs' lib evaluated by Nix gives (by kix where there is no nix-instantiate)
#   types    what every type in lib.types, and types made with every function there, say of themselves, take and merge
#   misc     nixpkgs' own lib/tests/misc.nix gives [ ] when kix evaluates it, with kix's lib and with nixpkgs' lib
#
# Needs bash and python3, which prints the differences.
set -euo pipefail
export LC_ALL=C

here=$(cd -P -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
root=$(cd -P -- "$here/../.." && pwd)
seed=$(date +%s)
rounds=20
while getopts s:n: option; do
  case $option in
    s) seed=$OPTARG ;;
    n) rounds=$OPTARG ;;
    *) sed -n '2,/^set /s/^# \{0,1\}//p' "$0" >&2; exit 2 ;;
  esac
done
shift $((OPTIND - 1))

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
nixpkgs=${1:-${KIX_NIXPKGS:-}}
if [ -z "$nixpkgs" ]; then
  nixpkgs=$work/nixpkgs
  git clone --quiet --depth 1 https://github.com/nix-community/nixpkgs.lib "$nixpkgs"
fi
nixpkgs=$(cd -P -- "$nixpkgs" && pwd)
if [ ! -f "$nixpkgs/lib/default.nix" ]; then
  printf 'lib.sh: %s has no lib/default.nix\n' "$nixpkgs" >&2
  exit 2
fi
ours=$root/kixpkgs/lib
tests=$ours/tests
failed=0

"$root/kix" version >/dev/null # builds, where there is something to build
kix() { KIX_NO_BUILD=1 "$root/kix" nix-instantiate --eval --strict --json "$@"; }
nix=kix
! command -v nix-instantiate >/dev/null || nix='nix-instantiate --eval --strict --json'

# --- names ---------------------------------------------------------------------------------------

if kix -E "import $tests/names.nix { names = import $tests/names-of.nix (import $nixpkgs/lib); }" \
  >"$work/names" 2>"$work/names.err"; then
  if [ "$(cat "$work/names")" = '{"missing":[],"stale":[]}' ]; then
    echo "names: all there, or absent for a reason that is written down"
  else
    printf 'names: %s\n' "$(cat "$work/names")"
    failed=1
  fi
else
  cat "$work/names.err" >&2
  failed=1
fi

# --- calls ---------------------------------------------------------------------------------------

# What an old Nix lacks and file sets need is added to nixpkgs' lib for the comparison.
theirs="(import $nixpkgs/lib).extend (_: prev: if builtins ? readFileType then { } else {
  filesystem = prev.filesystem // { pathType = path: (builtins.readDir (dirOf path)).\${baseNameOf path}; };
})"
calls() { printf 'import %s/calls { lib = %s; seed = "%s"; rounds = %s; withArguments = true; }' "$tests" "$1" "$seed" "$rounds"; }
$nix -E "$(calls "$theirs")" >"$work/theirs.json" 2>"$work/theirs.err" || {
  # Some generated call fails in a way that no expression can catch; that is nothing about kix.
  tail -n 20 "$work/theirs.err" >&2
  printf 'calls: nixpkgs'\''s lib fails with seed %s; take another\n' "$seed" >&2
  exit 2
}
kix -E "$(calls "import $ours")" >"$work/ours.json" 2>"$work/ours.err" || {
  tail -n 40 "$work/ours.err" >&2
  failed=1
}
python3 - "$work/theirs.json" "$work/ours.json" "$seed" <<'PYTHON' || failed=1
import json, sys

theirs, ours = (json.load(open(name)) for name in sys.argv[1:3])
calls = differences = 0
for name in sorted(set(theirs) | set(ours)):
    pairs = list(zip(theirs.get(name, []), ours.get(name, [])))
    calls += len(pairs)
    for expected, actual in pairs:
        if expected != actual:
            differences += 1
            print(name, "  nixpkgs " + json.dumps(expected), "  kix     " + json.dumps(actual), sep="\n")
print(f"calls: {calls} of {len(theirs)} functions with seed {sys.argv[3]}, {differences} differ")
sys.exit(1 if differences or set(theirs) != set(ours) else 0)
PYTHON

# --- types ---------------------------------------------------------------------------------------

$nix -E "import $here/types.nix { lib = import $nixpkgs/lib; }" >"$work/theirs.types" 2>"$work/theirs.err" || {
  tail -n 20 "$work/theirs.err" >&2
  failed=1
}
kix -E "import $here/types.nix { lib = import $ours; }" >"$work/ours.types" 2>"$work/ours.err" || {
  tail -n 20 "$work/ours.err" >&2
  failed=1
}
python3 - "$work/theirs.types" "$work/ours.types" <<'PYTHON' || failed=1
import json, sys

theirs, ours = (json.load(open(name)) for name in sys.argv[1:3])
facts = differences = 0
for name in sorted(set(theirs) | set(ours)):
    expected, actual = theirs.get(name, {}), ours.get(name, {})
    for aspect in sorted(set(expected) | set(actual)):
        facts += 1
        if expected.get(aspect) != actual.get(aspect):
            differences += 1
            print(f"{name}.{aspect}", "  nixpkgs " + json.dumps(expected.get(aspect)), "  kix     " + json.dumps(actual.get(aspect)), sep="\n")
print(f"types: {facts} facts about {len(theirs)} types, {differences} differ")
sys.exit(1 if differences else 0)
PYTHON

# --- misc ----------------------------------------------------------------------------------------

mkdir "$work/lib"
cp -R "$ours/." "$work/lib/"
rm -rf "$work/lib/tests"
cp -R "$nixpkgs/lib/tests" "$work/lib/tests"
for lib in "$work/lib" "$nixpkgs/lib"; do
  whose="kix's"
  [ "$lib" = "$work/lib" ] || whose="nixpkgs'"
  result=$(kix "$lib/tests/misc.nix" 2>"$work/misc.err") || result=$(cat "$work/misc.err")
  if [ "$result" = '[]' ]; then
    printf 'misc: [ ] with %s lib\n' "$whose"
  else
    printf 'misc: with %s lib: %s\n' "$whose" "$result"
    failed=1
  fi
done
exit "$failed"
