(derivation { name = "a"; system = "s"; builder = "b"; x = throw "inside"; }).drvPath
