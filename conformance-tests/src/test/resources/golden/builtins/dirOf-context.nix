let f = builtins.toFile "f" ""; in [ (builtins.hasContext (dirOf f)) (builtins.unsafeDiscardStringContext (dirOf f)) ]
