map builtins.typeOf [ 1 1.5 true null "s" /p [ ] { } (x: x) builtins.map (builtins.add 1) ]
