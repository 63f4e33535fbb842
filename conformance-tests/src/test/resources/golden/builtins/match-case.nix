builtins.match "A" "a"
