builtins.toXML { a = [ 1 "x<&\"" null true 1.5 ]; f = { x, y ? 1, ... }: x; g = z: z; p = /a; }
