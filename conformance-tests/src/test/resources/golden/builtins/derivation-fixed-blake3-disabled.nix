(derivation {
  name = "x";
  system = "s";
  builder = "b";
  outputHash = "blake3-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
  outputHashMode = "recursive";
}).outPath
