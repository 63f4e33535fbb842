({ a ? 1, ... }@args: args ? a) { b = 2; }
