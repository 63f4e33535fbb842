[ (builtins.match "" "") (builtins.match "" "a") (builtins.match "a*" "") (builtins.match "()" "") ]
