builtins.split "a|ab|abc" "xabcabx"
