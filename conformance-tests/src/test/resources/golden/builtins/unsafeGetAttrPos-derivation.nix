# eval.cc, mkPos: the path alone, without what messages put before it.
(builtins.unsafeGetAttrPos "outPath" (derivation { name = "x"; system = "s"; builder = "b"; })).file
