builtins.attrValues 3
