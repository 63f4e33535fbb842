# primops.cc, prim_path goes through its argument in the order of symbols.
builtins.path {
  filter = throw "filter";
  name = throw "name";
  path = throw "path";
}
