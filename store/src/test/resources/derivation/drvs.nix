let
  sys = "x86_64-linux";
  plain = derivation { name = "plain"; system = sys; builder = "/bin/sh"; args = [ "-c" "echo \"hi\" > $out\n\t\r\\" ]; };
  file = builtins.toFile "note.txt" "hello\n";
  fixedFlat = derivation { name = "source.tar.gz"; system = sys; builder = "builtin:fetchurl"; url = "https://example.org/a"; outputHashMode = "flat"; outputHashAlgo = "sha256"; outputHash = "0000000000000000000000000000000000000000000000000000"; };
  fixedRec = derivation { name = "tree"; system = sys; builder = "/bin/sh"; outputHashMode = "recursive"; outputHash = "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="; };
  fixedSha1 = derivation { name = "old"; system = sys; builder = "/bin/sh"; outputHashMode = "recursive"; outputHashAlgo = "sha1"; outputHash = "da39a3ee5e6b4b0d3255bfef95601890afd80709"; };
  multi = derivation { name = "multi-1.0"; system = sys; builder = "${plain}/bin/x"; outputs = [ "out" "dev" "man" ]; src = fixedFlat; inherit file; tree = "${fixedRec}"; old = fixedSha1; };
  top = derivation { name = "top"; system = "i686-linux"; builder = "${multi.dev}/b"; args = [ "${multi.man}" multi "${fixedFlat}" ]; e = "caf\xc3\xa9 é"; __structuredAttrs = true; x = { y = [ 1 2.5 null true "s" ]; }; };
  deep = derivation { name = "deep"; system = sys; builder = "x"; all = builtins.unsafeDiscardOutputDependency multi.drvPath; d = multi.drvPath; };
  floating = derivation { name = "floating"; system = sys; builder = "b"; __contentAddressed = true; outputHashMode = "recursive"; outputHashAlgo = "sha256"; outputs = [ "out" "lib" ]; };
  deferred = derivation { name = "deferred"; system = sys; builder = "${floating.lib}/b"; };
  impure = derivation { name = "impure"; system = sys; builder = "b"; __impure = true; outputHashMode = "recursive"; outputHashAlgo = "sha256"; };
in [ floating deferred impure plain fixedFlat fixedRec fixedSha1 multi top deep ]
