{ x, y ? 2, ... }@args: with args; x + y * 2 == 3 -> ''a ${toString x}''
