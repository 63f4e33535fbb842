builtins.isInt builtins.currentTime && builtins.currentTime == builtins.currentTime
