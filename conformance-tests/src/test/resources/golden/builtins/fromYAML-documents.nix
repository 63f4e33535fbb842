builtins.fromYAML "a: 1\n---\n- 2\n"
