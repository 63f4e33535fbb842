let
  d = derivation {
    name = "json"; builder = "b"; system = "s"; __structuredAttrs = true; outputs = [ "out" "lib" ];
    list = [ 1 "two" true null { a.b = 3; } ]; text = "quote \" newline \n tab \t"; nested = { x = { }; y = [ ]; };
    file = ./data/hello.txt; dep = derivation { name = "dep"; builder = "b"; system = "s"; };
    args = [ "x" 1 ];
  };
  nulls = derivation { name = "nulls"; builder = "b"; system = "s"; __ignoreNulls = true; a = null; b = ""; };
  off = derivation { name = "off"; builder = "b"; system = "s"; __structuredAttrs = false; passAsFile = [ "t" ]; t = "x"; };
in
map (x: [ x.outPath x.drvPath ]) [ d d.lib nulls off ]
