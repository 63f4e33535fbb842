# The first object that is made is a derivation, and can be read like any other.
builtins.readFile (derivation { name = "x"; system = "s"; builder = "b"; }).drvPath
