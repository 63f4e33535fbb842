builtins.fromYAML "!!str\na: 1"
