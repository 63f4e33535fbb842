[
  (builtins.fromYAML "a: 1\nb: [x, null, true, 1.5, 012, yes, é]\n")
  (builtins.fromYAML "a\n---\n{b: 1}\n")
  (builtins.fromYAML "")
  (builtins.fromYAML "x: &a {y: 1}\nz: *a\n1: one\n")
  (builtins.fromYAML "t: |\n  two\n  lines\n")
]
