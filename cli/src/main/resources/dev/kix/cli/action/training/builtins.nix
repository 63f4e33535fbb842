# Every builtin that reads nothing from outside, once or on a few kinds of values: a class that a start-up cache lacks has
# the JVM open the jar and read its list of 17,000 entries.
let
  inherit (builtins)
    add all any appendContext attrValues baseNameOf bitAnd bitOr bitXor catAttrs ceil compareVersions concatLists
    concatStringsSep convertHash deepSeq dirOf div elem elemAt filter floor foldl' fromTOML functionArgs genList
    genericClosure getAttr getContext hasAttr hasContext hashString head isAttrs isBool isFloat isFunction isInt isList
    isNull isPath isString length lessThan map mapAttrs mul parseDrvName partition placeholder seq sort splitVersion
    stringLength sub substring tail toFile toJSON toXML tryEval typeOf unsafeDiscardStringContext unsafeGetAttrPos warn;
  numbers = genList (i: i) 40;
  words = map (i: "word-${toString (i * 7 - i * 7 / 10 * 10)}-${toString i}") numbers;
  get = i: elemAt words i;
  pick = elemAt words;
  made = i: before: derivation {
    name = "made-${toString i}";
    system = "x86_64-linux";
    builder = "/bin/sh";
    args = [ "-c" "echo ${toString i} > $out" ];
    inputs = before;
    text = concatStringsSep " " words;
    outputs = [ "out" "dev" ];
  };
  chain = foldl' (acc: i: [ (made i acc) ] ++ genList (elemAt acc) (if length acc < 3 then length acc else 3)) [ ] numbers;
  fixed = derivation {
    name = "fixed"; system = "x86_64-linux"; builder = "/bin/sh"; outputHashMode = "recursive"; outputHashAlgo = "sha256";
    outputHash = "sha256-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
  };
  structured = derivation { name = "structured"; system = "x86_64-linux"; builder = "/bin/sh"; __structuredAttrs = true; a.b = [ 1 2.5 ]; };
  set = { a = 1; b = { c = "x"; d = [ ]; }; "e f" = null; };
  f = { x, y ? 2, ... }: x + y;
  withContext = "${head chain} and ${placeholder "out"}";
in
rec {
  drv = map (d: d.drvPath + d.dev) chain ++ [ fixed.outPath structured.drvPath ];
  chosen = map get [ 0 1 2 ] ++ map pick [ 3 4 ] ++ [ (elemAt numbers 5) ];
  sorted = sort (a: b: a < b) words ++ sort lessThan words;
  ordered = [ (sort lessThan [ 2.5 1 3 ]) (sort (a: b: a > b) numbers) (sort lessThan [ [ 2 "b" ] [ 1 "a" ] ]) ];
  compared = [ (set == set // { a = 1.0; }) (words != tail words) ("a" < "b") ([ 1 2 ] >= [ 1 ]) (1 <= 1.5) ];
  closures = map (start: length (genericClosure {
    startSet = [ { key = start; } ];
    operator = item: if item.n or 0 < 20 then [ { key = start; n = item.n or 0 + 1; } ] else [ ];
  })) [ 0 "a" 1.5 [ "x" ] ];
  grown = genericClosure { startSet = [ { key = "a"; } ]; operator = i: if stringLength i.key < 30 then [ { key = i.key + "b"; } ] else [ ]; };
  numeric = [ (add 1 2.5) (sub 3 1) (mul 2 3) (div 7 2) (ceil 1.5) (floor 1.5) (bitAnd 6 3) (bitOr 6 3) (bitXor 6 3) (-1.5e3) ];
  versions = [ (compareVersions "1.2pre3" "1.10") (splitVersion "1.2-rc.3") (parseDrvName "nix-2.35.2") ];
  kinds = map (v: [ (typeOf v) (isAttrs v) (isBool v) (isFloat v) (isFunction v) (isInt v) (isList v) (isNull v) (isPath v) (isString v) ])
    [ 1 1.5 true null "s" /p [ ] { } f toString ];
  texts = [ (substring 1 3 "abcdef") (baseNameOf "/a/b.c") (dirOf /a/b) (replaceStringsIn "abab") (toString [ 1 2.5 true null ./x ]) ];
  replaceStringsIn = builtins.replaceStrings [ "a" "" ] [ "b" "-" ];
  contexts = [ (hasContext withContext) (attrValues (getContext withContext)) (unsafeDiscardStringContext withContext)
    (appendContext "x" (getContext withContext)) (toFile "name" "text") ];
  hashes = map (h: convertHash { hash = hashString h "text"; hashAlgo = h; toHashFormat = "sri"; }) [ "md5" "sha1" "sha256" "sha512" ]
    ++ [ (convertHash { hash = "sha256-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="; toHashFormat = "nix32"; }) ];
  long = hashString "sha256" (concatStringsSep "\n" (words ++ words ++ words));
  formats = [ (toXML set) (toJSON [ 1.5 1.0e30 set "é\n" ]) (builtins.fromJSON ''[ 1, 2.5e3, "\u00e9", { "a": null } ]'')
    (fromTOML "a = 1\n[b.c]\nd = [ 1.5, \"x\" ]\n[[e]]\nf = true") ];
  sets = [ (mapAttrs (n: v: v) set) (builtins.removeAttrs set [ "a" ]) (catAttrs "a" [ set ]) (hasAttr "a" set) (getAttr "a" set)
    (functionArgs f) (f { x = 1; z = 3; }) (unsafeGetAttrPos "a" set) (builtins.intersectAttrs { a = 0; } set) (set.b.c or 0) (set ? b.c)
    (builtins.zipAttrsWith (n: v: v) [ set set ]) (let n = "dyn"; in { ${n} = 1; }) ];
  lists = [ (all isInt numbers) (any isString numbers) (elem 3 numbers) (filter (x: x > 3) numbers) (concatLists [ numbers words ])
    (partition (x: x > 3) numbers) (foldl' add 0 numbers) (builtins.groupBy typeOf [ 1 "a" ]) (builtins.concatMap (x: [ x x ]) numbers) ];
  patterns = [ (builtins.match "(a|b)*c?" "abab") (builtins.split "([0-9]+)" "a1b22c") (builtins.match ".*[[:space:]]x" "a x") ];
  strict = [ (seq 1 2) (deepSeq set 1) (tryEval (throw "x")) (tryEval (assert false; 1)) (builtins.addErrorContext "while training" 1) ];
  paths = [ (builtins.findFile [ { prefix = "p"; path = ./.; } ] "p") (builtins.scopedImport { z = 1; } ./files/scoped.nix) ];
  scoped = with set; [ a b.c ];
  texted = ''
    ${toString 1}
      indented ''${kept} ${head words}
  '';
}
