builtins.replaceStrings [ "a" "x" ] [ "b" (throw "not needed") ] "a"
