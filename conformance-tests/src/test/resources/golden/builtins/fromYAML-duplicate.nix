builtins.fromYAML "a: 1\na: 2"
