builtins.split "b*" "abba"
