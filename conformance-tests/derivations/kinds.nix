# Derivations of every kind that Nix 2.8 knows, by name. Not here, because Nix 2.8 reads them differently from a store of its
# own: copies of store objects that refer to others (golden case path-references), and imported .drv files.
let
  d = args: derivation ({ name = "x"; system = "x86_64-linux"; builder = "/bin/sh"; } // args);
  base = d { name = "base"; outputs = [ "out" "dev" "lib" ]; };
  text = builtins.toFile "text" "hello";
  text2 = builtins.toFile "text2" "refers to ${text}";
  fixed = d { name = "fixed"; outputHash = "sha256-ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0="; outputHashAlgo = "sha256"; outputHashMode = "flat"; };
in
rec {
  plain = d { };
  empty = d { e = ""; n = null; t = true; f = false; i = 12; neg = -3; fl = 1.5; big = 9223372036854775807; l = [ 1 [ 2 [ ] "" 3 ] null true false ]; };
  args = d { args = [ "a" "b c" "" "\n\t\r\"\\$" 12 true [ 1 2 ] ]; };
  bytes = d { x = "\n\t\r\"\\$ äöü € 😀"; "weird name" = "v"; "a.b" = "1"; "ü" = "x"; };
  inherit base fixed;
  uses = d { a = base; b = base.dev; c = "${base.lib}/lib/${base}"; };
  usesDrv = d { a = base.drvPath; };
  usesDrvOnly = d { a = builtins.unsafeDiscardOutputDependency base.drvPath; };
  usesFixed = d { a = fixed; };
  sources = d { a = text; b = text2; };
  path = d { src = ./kinds.nix; };
  pathInString = d { src = "${./kinds.nix}/x"; };
  structured = d { __structuredAttrs = true; a = 1; b = { c = [ true null 1.5 "x" ]; d = base; }; src = text; p = ./kinds.nix; outputs = [ "out" "doc" ]; };
  structuredUses = d { a = structured.doc; };
  exportGraph = d { exportReferencesGraph = [ "graph" base.drvPath "g2" text2 ]; };
  exportGraphOut = d { exportReferencesGraph = [ "graph" base "deep" uses.drvPath ]; };
  ignoreNulls = d { __ignoreNulls = true; a = null; b = [ null ]; c = 1; };
  fixedMd5 = d { outputHash = "d41d8cd98f00b204e9800998ecf8427e"; outputHashAlgo = "md5"; };
  fixedSha1 = d { outputHash = "da39a3ee5e6b4b0d3255bfef95601890afd80709"; outputHashAlgo = "sha1"; outputHashMode = "recursive"; };
  fixedSha512 = d { outputHash = "0lhlvzx2p4cv8ip3llr3c79zcyfn4ddhw1kyrd18hjlhxmwdkv05lkmlbz9i9lnwwp9xq9yqa6lhcm2drxk6xqj0iv1xz1qmy5j3pnm"; outputHashAlgo = "sha512"; };
  fixedBase32 = d { outputHash = "0mdqa9w1p6cmli6976v4wi0sw9r4p5prkj7lzfd1877wk11c9c73"; outputHashAlgo = "sha256"; outputHashMode = "recursive"; };
  fixedPrefixed = d { outputHash = "sha256:0mdqa9w1p6cmli6976v4wi0sw9r4p5prkj7lzfd1877wk11c9c73"; };
  fixedEmptyAlgo = d { outputHash = "sha256-ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0="; outputHashAlgo = ""; };
  fixedUses = d { name = "fixed-uses"; outputHash = "sha256-ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0="; outputHashMode = "recursive"; a = base; };
  downstreamOfFixedUses = d { a = fixedUses; };
  placeholders = d { outputs = [ "out" "bin" ]; x = "${placeholder "out"}/${placeholder "bin"}"; };
  outputsString = let s = derivationStrict { name = "os"; system = "x"; builder = "b"; outputs = "out  dev\nlib"; }; in { drvPath = s.drvPath; outPath = s.lib; };
  noOut = d { outputs = [ "lib" "bin" ]; };
  usesNoOut = d { a = noOut; b = noOut.bin; };
  names = d { name = "a.b+c-d_e?f=1.2.3"; };
  toStringAttr = d { a = { __toString = self: "x${self.y}"; y = "z"; }; b = { outPath = text; }; };
  stdenvLike = d { buildInputs = [ base uses ]; nativeBuildInputs = [ ]; passthru = null; meta = "m"; };
  filtered = d { src = builtins.filterSource (p: t: baseNameOf p != "b") ./source; };
  pathBuiltin = d { src = builtins.path { path = ./source; name = "src"; filter = p: t: t == "regular"; }; };
  pathFlat = d { src = builtins.path { path = ./kinds.nix; recursive = false; name = "flat"; }; };
  deepFixed = d { a = fixed.drvPath; b = builtins.addErrorContext "x" usesFixed; };
  appended = d { a = builtins.appendContext "x" { ${builtins.unsafeDiscardStringContext base.drvPath} = { outputs = [ "dev" ]; allOutputs = true; path = true; }; }; };
  systemless = d { system = "builtin"; builder = "builtin:fetchurl"; url = "http://x"; };
  fetchurl = import <nix/fetchurl.nix> { url = "http://example.org/x.tar.gz"; sha256 = "0mdqa9w1p6cmli6976v4wi0sw9r4p5prkj7lzfd1877wk11c9c73"; };
  fetchurlUnpack = import <nix/fetchurl.nix> { url = "http://example.org/x.nar"; hash = "sha256-ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0="; unpack = true; };
}
