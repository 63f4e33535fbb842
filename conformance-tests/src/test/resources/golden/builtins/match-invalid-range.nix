builtins.match "[z-a]" "x"
