let f = builtins.toFile "f" ""; in builtins.unsafeDiscardOutputDependency f == f && builtins.hasContext (builtins.unsafeDiscardOutputDependency f)
