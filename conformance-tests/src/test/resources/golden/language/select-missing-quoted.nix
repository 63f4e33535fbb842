# nixexpr.cc, operator<< of SymbolStr: names in messages are written as in source text.
{ a."x y" = { }; }.a."x y"."in"
