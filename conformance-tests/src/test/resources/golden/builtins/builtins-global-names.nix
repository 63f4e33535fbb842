[
  (builtins ? __add) (builtins.map == map) (__filter == builtins.filter)
  (builtins ? builtins.builtins.true)
]
