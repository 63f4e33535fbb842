# What is wrong in modules that are no file of their own: file and line of each.
{ clusters.test = { lib, ... }: {
   options.sub = lib.mkOption { type = lib.types.submoduleWith { modules = [ { options.n = lib.mkOption { type = lib.types.int; }; } { n = "x"; } ]; }; default = { }; };
   options.l = lib.mkOption { type = lib.types.listOf (lib.types.submodule { options.n = lib.mkOption { type = lib.types.int; }; }); };
   config.l = [ { n = "x"; } { m = 4; } ];
   options.f = lib.mkOption { type = lib.types.functionTo lib.types.int; };
   config.f = _: "x";
   options.d = lib.mkOption { type = lib.types.deferredModule; };
   config.d = 3;
   config.warnings = [ (toString 3) 4 ];
   options.uniq = lib.mkOption { type = lib.types.uniq lib.types.int; };
   imports = [ { uniq = 1; } { uniq = 2; } { options.ro = lib.mkOption { readOnly = true; type = lib.types.int; }; } { ro = 1; } { ro = 1; } { options.l = lib.mkOption { type = lib.types.str; }; } ];
}; }
