let a = derivation { name = "a"; system = "s"; builder = "b"; }; in (derivation { name = "c"; system = "s"; builder = "${a}/bin/x"; args = [ a.drvPath ]; }).drvPath
