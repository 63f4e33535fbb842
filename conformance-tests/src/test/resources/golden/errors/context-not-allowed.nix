builtins.getAttr (builtins.toFile "f" "") { }
