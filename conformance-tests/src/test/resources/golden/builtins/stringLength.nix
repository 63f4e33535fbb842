[ (builtins.stringLength "abc") (builtins.stringLength "ä") (builtins.stringLength "") ]
