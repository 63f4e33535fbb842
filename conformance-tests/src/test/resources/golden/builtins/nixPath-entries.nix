map (e: [ e.prefix e.path ]) builtins.nixPath
