let
  d = derivation { name = "a"; system = "s"; builder = "b"; };
  weak = builtins.unsafeDiscardOutputDependency d.drvPath;
in
[
  (builtins.attrValues (builtins.getContext weak))
  (builtins.attrValues (builtins.getContext (builtins.addDrvOutputDependencies weak)))
  (builtins.addDrvOutputDependencies d.drvPath == d.drvPath)
]
