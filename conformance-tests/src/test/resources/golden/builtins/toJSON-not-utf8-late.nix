# value-to-json.cc: the whole value is evaluated before any of it is written.
builtins.toJSON { a = builtins.substring 0 1 "é"; b = throw "b is evaluated"; }
