builtins.replaceStrings [ "a" "" ] [ "A" "-" ] "bab"
