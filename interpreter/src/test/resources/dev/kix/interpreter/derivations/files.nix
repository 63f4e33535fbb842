{
  dir = builtins.readDir ./data;
  file = builtins.readFile ./data/hello.txt;
  link = builtins.readFile ./data/link;
  exists = map builtins.pathExists [ ./data ./nowhere ./data/link (toString ./data + "/") (toString ./data/hello.txt + "/") (toString ./data/link + "/.") ];
  hash = map (t: builtins.hashFile t ./data/hello.txt) [ "md5" "sha1" "sha256" "sha512" ];
  imported = import ./data/sub/../../data2/lib { x = 3; };
  scoped = builtins.scopedImport { y = 5; } ./scoped/scoped.nix;
  find = builtins.findFile [ { prefix = "a"; path = ./data; } { path = ./.; } ] "a/hello.txt" == ./data/hello.txt;
  find2 = builtins.findFile [ { prefix = "a"; path = ./nowhere; } { path = ./.; } ] "data/sub" == ./data/sub;
  none = builtins.getEnv "KIX_NO_SUCH_VARIABLE";
}
