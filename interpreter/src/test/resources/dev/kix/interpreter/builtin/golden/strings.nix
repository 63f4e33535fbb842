let
  inherit (builtins) substring stringLength replaceStrings concatStringsSep toString match split splitVersion compareVersions parseDrvName hashString;
in
[
  (substring 0 3 "nixos")
  (substring 3 (-1) "nixos")
  (substring 10 1 "nixos")
  (substring 2 9223372036854775807 "nixos")
  (stringLength "aä")
  (replaceStrings [ "oo" "a" ] [ "a" "i" ] "foobar")
  (replaceStrings [ "" ] [ "X" ] "abc")
  (replaceStrings [ "a" "" ] [ "1" "-" ] "aba")
  (replaceStrings [ "a" "ab" ] [ "1" "2" ] "abab")
  (replaceStrings [ "x" ] [ (throw "unused") ] "abc")
  (replaceStrings [ ] [ ] "abc")
  (replaceStrings [ "" ] [ "X" ] "")
  (concatStringsSep "/" [ "usr" "local" "bin" ])
  (concatStringsSep "," [ ])
  (map toString [ 1 1.5 (-0.25) true false null "x" [ 1 [ ] "b" [ 2 ] ] 1.0e20 ])
  (toString { __toString = self: "<${self.x}>"; x = "y"; })
  (match "ab" "abc")
  (match "a(b)?(c)?" "ac")
  (match "(.*)\\.nix" "foobar.nix")
  (match "(a*)*" "aa")
  (match "(a|ab)(c|bcd)(d*)" "abcd")
  (match "[[:space:]]+([[:upper:]]+)[[:space:]]+" "  FOO  ")
  (split "(a)|(c)" "abc")
  (split "x*" "abxc")
  (split "a*(ab)?" "aab")
  (split "^a" "aab")
  (split "$" "ab")
  (splitVersion "1.2-3pre4..5a")
  (map (p: compareVersions (builtins.elemAt p 0) (builtins.elemAt p 1)) [
    [ "1.0" "2.3" ] [ "2.1" "2.3" ] [ "2.3" "2.3" ] [ "2.5" "2.3" ] [ "3.1" "2.3" ] [ "2.3.1" "2.3" ]
    [ "2.3.1" "2.3a" ] [ "2.3pre1" "2.3" ] [ "2.3pre3" "2.3pre12" ] [ "2.3a" "2.3c" ] [ "2.3pre1" "2.3c" ]
    [ "2.3pre1" "2.3q" ] [ "99999999999" "99999999998" ] [ "2147483648" "3" ] [ "" "pre" ] [ "a" "" ]
  ])
  (map parseDrvName [ "nix-0.12pre12876" "a-b-c-1234pre5+git" "python3" "a-" "-1" "x-1-2" ])
  (map (t: hashString t "abc") [ "md5" "sha1" "sha256" "sha512" ])
]
