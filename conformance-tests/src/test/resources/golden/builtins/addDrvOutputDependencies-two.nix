let d = n: builtins.unsafeDiscardOutputDependency (derivation { name = n; system = "s"; builder = "b"; }).drvPath;
in builtins.addDrvOutputDependencies (d "a" + d "b")
