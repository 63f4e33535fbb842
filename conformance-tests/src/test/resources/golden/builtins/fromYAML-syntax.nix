builtins.fromYAML "a: [1"
