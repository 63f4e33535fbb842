# nlohmann::json, dump_escaped: the byte that does not fit, and no way to it.
builtins.toJSON { a.b = [ (builtins.substring 0 1 "é" + "abc") ]; }
