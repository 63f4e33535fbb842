({ a ? args.b, b }@args: [ a (args ? a) ]) { b = 2; }
