[ (builtins.pathExists /surely/not/here) (builtins.pathExists /.) ]
