let
  hash = "0v7zdrz8i4vxxnwc3y0rpxpmn3p7xpllaimgbwgjkyvxsqhj4zyz";
  d = args: derivation ({ name = "src"; builder = "fetch"; system = "s"; } // args);
  ds = [
    (d { outputHash = "0000000000000000000000000000000000000000000000000000"; outputHashAlgo = "sha256"; })
    (d { outputHash = "sha256-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="; outputHashMode = "recursive"; })
    (d { outputHash = "da39a3ee5e6b4b0d3255bfef95601890afd80709"; outputHashAlgo = "sha1"; outputHashMode = "flat"; })
    (d { outputHash = "d41d8cd98f00b204e9800998ecf8427e"; outputHashAlgo = "md5"; outputHashMode = "recursive"; })
    (d { outputHash = ""; outputHashAlgo = "sha256"; })
  ];
  user = url: derivation { name = "user"; builder = "b"; system = "s"; src = d { inherit url; outputHash = "sha256-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="; }; };
in
{
  paths = map (x: [ x.outPath x.drvPath ]) ds;
  sameOutPath = (user "a").outPath == (user "b").outPath;
  sameDrvPath = (user "a").drvPath == (user "b").drvPath;
  user = (user "a").outPath;
  fetchurl = (import <nix/fetchurl.nix> { url = "http://example.org/x.tar.gz"; sha256 = "0000000000000000000000000000000000000000000000000000"; }).drvPath;
  fetchurlSri = (import <nix/fetchurl.nix> { url = "http://example.org/x.tar.gz"; hash = "sha256-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="; unpack = true; }).drvPath;
}
