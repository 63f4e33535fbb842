builtins.fromYAML "a: 1\nb: [x, null, 1.5, true]\nc: |\n  two\n  lines\n"
