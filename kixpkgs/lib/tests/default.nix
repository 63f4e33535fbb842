# `kix eval --json --expr 'import ./kixpkgs/lib/tests { }'` gives [ ] when every function of the library
# gives what nixpkgs' lib gives; else the names of the cases, with both values.
{
  lib ? import ../.,
}:
let
  cases = import ./cases.nix { inherit lib; };
  expected = builtins.fromJSON (builtins.readFile ./expected.json);
in
builtins.filter (test: test.result != test.expected) (
  map (name: {
    inherit name;
    expected = expected.${name} or "no such case in expected.json";
    # Through JSON, as the expected values went: whole floats become integers in the same way.
    result = builtins.fromJSON (builtins.toJSON cases.${name});
  }) (builtins.attrNames cases)
)
