# hash.cc, parseHashAlgoOpt: the feature is asked for wherever the algorithm is named.
builtins.convertHash {
  hash = "blake3-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
  toHashFormat = "base16";
}
