[ ((builtins.readDir /.) ? __corepkgs__) (builtins.functionArgs derivation) ]
