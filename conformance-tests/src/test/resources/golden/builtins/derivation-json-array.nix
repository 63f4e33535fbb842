(derivation { name = "x"; system = "s"; builder = "b"; __json = "[ 1 ]"; }).drvPath
