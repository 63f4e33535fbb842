[ (builtins.substring 4294967296 1 "abc") (builtins.substring 0 9223372036854775807 "abc") ]
