[ (builtins.lessThan 1 1.5) (builtins.lessThan "a" "B") (builtins.lessThan [ 1 2 ] [ 1 3 ]) (builtins.lessThan /a /b) ]
