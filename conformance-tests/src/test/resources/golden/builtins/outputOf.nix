let d = derivation { name = "a"; system = "s"; builder = "b"; }; in builtins.outputOf (builtins.unsafeDiscardOutputDependency d.drvPath) "out" == d.outPath
