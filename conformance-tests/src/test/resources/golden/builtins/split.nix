[ (builtins.split "(a)b" "abc") (builtins.split "x*" "xay") (builtins.split "([a-z])|([0-9])" "a1") (builtins.split "," "") ]
