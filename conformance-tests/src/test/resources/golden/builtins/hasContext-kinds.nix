let d = derivation { name = "a"; system = "s"; builder = "b"; }; in
map builtins.hasContext [ "x" "${d}" d.drvPath (builtins.substring 0 0 "${d}") (builtins.toFile "f" "") ]
