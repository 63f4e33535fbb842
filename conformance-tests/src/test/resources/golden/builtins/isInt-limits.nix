map builtins.isInt [ 9223372036854775807 1.0 (0 - 1) ]
