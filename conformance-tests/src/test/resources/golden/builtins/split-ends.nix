[ (builtins.split "a" "") (builtins.split "a" "a") (builtins.split "a" "aba") (builtins.split "x" "aba") ]
