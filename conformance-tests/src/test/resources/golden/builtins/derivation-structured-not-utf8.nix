# parsed-derivations.cc, StructuredAttrs::unparse: an error of the JSON library, past every trace.
(derivation {
  name = "x";
  system = "s";
  builder = "b";
  __structuredAttrs = true;
  a = builtins.substring 0 1 "é";
}).outPath
