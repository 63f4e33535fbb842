builtins.getFlake { }
