# Declarations that are none.
{ clusters.test = { lib, ... }: {
   options.a = lib.types.int;
   options.b = 3;
   options.c = lib.mkOption { type = lib.types.int; };
   imports = [ { options.c.d = lib.mkOption { }; } ];
   options.e = lib.mkOption { type = lib.types.int; check = v: 3; default = 1; };
}; }
