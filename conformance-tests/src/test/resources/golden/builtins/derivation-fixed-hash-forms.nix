map (h: (derivation ({ name = "a"; system = "s"; builder = "b"; } // h)).outPath) [
  { outputHash = "d41d8cd98f00b204e9800998ecf8427e"; outputHashAlgo = "md5"; }
  { outputHash = "3y8bwfr609h3lh9ch0izcqq7fl"; outputHashAlgo = "md5"; }
  { outputHash = "1B2M2Y8AsgTpgAmY7PhCfg=="; outputHashAlgo = "md5"; }
  { outputHash = "md5-1B2M2Y8AsgTpgAmY7PhCfg=="; }
  { outputHash = "md5:d41d8cd98f00b204e9800998ecf8427e"; outputHashMode = "flat"; }
]
