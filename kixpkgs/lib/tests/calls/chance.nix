/*
  Values that look as if drawn by chance, and follow from a seed: a generator is a function of
  a key, and gives the same value for the same key.

  Nothing but builtins that all versions of Nix have is used, so that a difference between two
  libraries is one of the libraries.
*/
{ lib, seed }:
let
  inherit (builtins)
    attrNames
    concatStringsSep
    elemAt
    filter
    genList
    length
    listToAttrs
    map
    mapAttrs
    substring
    ;
in
rec {
  # --- Chance -------------------------------------------------------------------------------

  # A number below `limit` that depends on the seed and a key alone.
  draw =
    key: limit:
    let
      digits = substring 0 8 (builtins.hashString "sha256" "${seed}/${key}");
      number = (fromTOML "n = 0x${digits}").n;
    in
    number - (number / limit) * limit;

  pick = values: key: elemAt values (draw key (length values));
  oneOf = generators: key: (pick generators "${key}?") "${key}!";
  always = value: _key: value;
  listUpTo = most: generator: key: genList (i: generator "${key}[${toString i}]") (draw "${key}#" (most + 1));
  listOf = listUpTo 5;
  pair = a: b: key: [ (a "${key}<") (b "${key}>") ];
  record = fields: key: mapAttrs (name: generator: generator "${key}.${name}") fields;
  setNamedBy =
    names: generator: key:
    listToAttrs (
      map (name: {
        inherit name;
        value = generator "${key}.${name}";
      }) (listOf names key)
    );
  setOf = setNamedBy name;
  # Some of the fields.
  someOf =
    fields: key:
    let
      chosen = filter (name: draw "${key}~${name}" 2 == 0) (attrNames fields);
    in
    record (listToAttrs (map (name: { inherit name; value = fields.${name}; }) chosen)) key;

  # --- Arguments ----------------------------------------------------------------------------

  name = pick [ "a" "b" "c" "ab" "foo" "bar" "fooBar" "x-y" "a.b" "a b" "_x" "if" "1" "" ];
  plainName = pick [ "a" "b" "c" "ab" "foo" "bar" "_x" ];
  character = pick (
    filter builtins.isString (builtins.split "" "abcXYZ019 .,-_/$\"'\\{}[]()<>&|*+?^%@!#=:;~`\n\t")
    ++ [ "a" "b" "." "-" "/" ]
  );
  noise = key: concatStringsSep "" (listUpTo 9 (oneOf [ character character plainName ]) key);
  word = pick [
    ""
    "a"
    "ab"
    "abc"
    "foo"
    "fooBar"
    "foo-bar_baz qux"
    "Hello World"
    "hello-2.12.1"
    "  padded  "
    "\n\tlines\n\n"
    "a.b.c"
    "a,b,,c"
    "/nix/store/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa-foo"
    "/usr/bin/env"
    "https://example.org/x/foo-1.2.tar.gz?a=1"
    "it's"
    "\${x}"
    "''"
    "(a|b)*[c]"
    "<&>"
    "100%"
  ];
  text = oneOf [ word word noise ];
  shortText = pick [ "" "a" "b" "-" "." "/" "," " " "ab" "foo" "\n" ];
  int = oneOf [ (pick [ 0 1 2 3 5 10 255 (-1) (-7) 1000 65535 ]) (key: draw key 100000 - 50000) ];
  smallInt = key: draw key 7;
  # Those that every version of Nix writes in the same way.
  float = pick [ 0.5 (-2.25) 0.125 1.5 ];
  bool = pick [ true false ];
  scalar = oneOf [ int text bool (always null) float ];
  value =
    depth:
    if depth == 0 then scalar else oneOf [ scalar scalar (listUpTo 3 (value (depth - 1))) (setOf (value (depth - 1))) ];
  anything = value 2;
  set = setOf anything;
  tree = setOf (oneOf [ scalar (setOf (oneOf [ scalar (setOf scalar) ])) ]);
  version = pick [ "1" "1.2" "1.2.3" "1.10" "2.0pre1" "1.2-rc1" "1.0.0.1" "24.05" "0" "1.2a" "v1.2.3" ];
  path = listUpTo 3 plainName;
  subpath = pick [ "." "./." "a" "a/b" "./a//b/" "a/./b" "../a" "/a" "" "a/.." "a/..b" ".a" "a/b/c/." ];
  root = /. + "/kix-there-is-no-such-folder";
  local = key: root + concatStringsSep "" (map (part: "/${part}") (path key));

  # Functions: their results have to be comparable.
  predicate = pick [ (_: true) (_: false) (x: x == 1) builtins.isString builtins.isAttrs (x: x != null) ];
  onText = pick [ (x: x + "!") (x: "<${x}>") (_: "") (x: x) ];
  onAny = pick [ (x: x) (x: [ x ]) (x: { inherit x; }) (_: 0) ];
  onTwo = pick [ (a: b: [ a b ]) (a: _: a) (_: b: b) (a: b: { inherit a b; }) ];
  namedToText = pick [ (n: _: n) (n: v: "${n}=${builtins.toJSON v}") ];
  namedPredicate = pick [ (n: _: n != "a") (_: v: v != null) (_: v: builtins.isInt v) (n: v: n == v) ];
  onInts = pick [ (a: b: a + b) (a: b: a - b) (a: b: a * 2 + b) ];
  overlay = pick [ (_: _: { a = 1; }) (_: prev: { b = prev.b or 0 + 1; }) (final: _: { c = final.b or 5; }) (_: _: { }) ];

  package = key: {
    type = "derivation";
    name = pick [ "hello-2.12.1" "foo-1.0" "a-b-3" "x" ] "${key}n";
    outPath = "/nix/store/${pick [ "a" "b" ] "${key}o"}";
  }
  // someOf {
    out = always { outPath = "/out"; };
    bin = always { outPath = "/bin"; };
    dev = always { outPath = "/dev"; };
    lib = always { outPath = "/lib"; };
    static = always { outPath = "/static"; };
    pname = always "pname";
    version = always "9.9";
    outputSpecified = always true;
    meta = record { mainProgram = always "main"; priority = always 3; };
  } key;

  system = pick [
    "x86_64-linux"
    "aarch64-linux"
    "aarch64-darwin"
    "x86_64-darwin"
    "i686-linux"
    "armv7l-linux"
    "armv6l-linux"
    "armv5tel-linux"
    "powerpc64le-linux"
    "riscv64-linux"
    "mips64el-linux-gnuabi64"
    "x86_64-unknown-linux-musl"
    "x86_64-w64-mingw32"
    "x86_64-pc-windows-msvc"
    "wasm32-wasi"
    "x86_64-freebsd"
    "x86_64-netbsd"
    "i686-netbsd"
    "avr"
    "arm-none-eabihf"
    "x86_64-cygwin"
    "aarch64-windows"
    "loongarch64-linux"
    "javascript-unknown-ghcjs"
    "powerpc64-linux"
    "s390x-linux"
    "sparc64-unknown-linux-gnu"
    "nonsense"
    "x86_64-linux-foo-bar-baz"
    "z80-linux"
    "armv7l-unknown-linux-gnu"
  ];
  goodSystem = pick [ "x86_64-linux" "aarch64-linux" "i686-linux" "x86_64-darwin" "armv7l-linux" "x86_64-windows" ];
  license =
    let
      simple = pick (map (name: lib.licenses.${name}) [ "mit" "asl20" "gpl3Plus" "unfree" "bsl11" "cc-by-nc-40" "agpl3Only" "nvidiaCuda" ]);
      level =
        depth:
        if depth == 0 then
          simple
        else
          oneOf [
            simple
            (key: lib.licenses.OR (genList (i: level (depth - 1) "${key}${toString i}") 2))
            (key: lib.licenses.AND (genList (i: level (depth - 1) "${key}${toString i}") 2))
            (key: lib.licenses.WITH (simple "${key}l") (simple "${key}e"))
            (key: lib.licenses.PLUS (simple key))
          ];
    in
    level 2;
  ipv6 = pick [
    "::"
    "::1"
    "2001:db8::1"
    "2001:DB8::/32"
    "1:2:3:4:5:6:7:8"
    "1:2:3:4:5:6:7::"
    "::2:3:4:5:6:7:8/64"
    "1:2:3:4:5:6:7:8:9"
    "1::2::3"
    "fe80::1/129"
    "fe80::1/0"
    "fe80::g"
    "1:2:3"
    ":1:2:3:4:5:6:7"
    "::1/64/3"
  ];
  mac = pick [ "66:75:63:6B:20:75" "02-00-00-00-00-01" "0200.0000.0001" "ff:ff:ff:ff:ff:ff" "020000000001" "02:00" "zz:00:00:00:00:00" ];
  gvariant = oneOf [ int bool text (listUpTo 3 text) (listUpTo 3 int) float ];
  ini = setOf (setOf scalar);
}
