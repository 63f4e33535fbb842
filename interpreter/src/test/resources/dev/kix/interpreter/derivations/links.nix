[
  (import ./linked/real)
  (import ./linked/alias)
  (import ./linked/alias/x.nix)
  (import ./linked/x-link.nix)
  (import ./linked/other)
]
