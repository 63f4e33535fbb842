let f = builtins.toFile "f" ""; in builtins.hasContext (builtins.toXML { x = f; })
