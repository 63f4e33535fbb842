# A little of every construct of the language.
let
  inherit (builtins) map filter foldl' attrNames mapAttrs concatStringsSep toJSON;
  fix = f: let x = f x; in x;
  base = self: { replicas = 2; image = "nginx:${self.tag}"; tag = "1.27"; ports = [ 80 443 ]; };
  over = self: super: super // { tag = "1.28"; labels = { app = "web"; "a.b/c" = "d"; }; };
  web = fix (self: over self (base self));
  text = ''
    name: ${web.image}
      ports: ${concatStringsSep "," (map toString web.ports)}
  '';
  f = { a, b ? a + 1, ... }@args: with args; if a < b then a * 2.5 else assert b > 0; b;
  dep = derivation { name = "d"; system = "x86_64-linux"; builder = "/bin/sh"; outputs = [ "out" "dev" ]; };
in
rec {
  inherit text web;
  names = attrNames web;
  sum = foldl' (x: y: x + y) 0 (filter (x: x > 80) web.ports) - -1;
  json = toJSON (mapAttrs (n: v: { inherit n v; }) (removeAttrs web [ "labels" ]));
  back = builtins.fromJSON json;
  fs = f { a = 1; c = 3; };
  lookup = web.labels."a.b/c" or "none";
  has = web ? labels.app && !(web ? nothing) || false -> true;
  tried = builtins.tryEval (throw "x");
  path = /tmp/x + "/y";
  match = builtins.match "([a-z]+):(.*)" web.image;
  split = builtins.split "[:.]" web.image;
  sorted = builtins.sort (a: b: a < b) [ 3 1 2 ];
  replaced = builtins.replaceStrings [ "n" ] [ "m" ] web.image;
  hash = builtins.hashString "sha256" text;
  drv = (derivation { name = "e"; system = "x86_64-linux"; builder = "/bin/sh"; args = [ "-c" "x" ]; inputs = [ dep dep.dev ]; }).drvPath;
  groups = builtins.groupBy toString web.ports // builtins.zipAttrsWith (n: vs: vs) [ web.labels { app = 1; } ];
  sets = builtins.intersectAttrs web (builtins.listToAttrs (map (n: { name = n; value = n; }) names));
  lists = builtins.catAttrs "a" [ { a = builtins.partition (x: x > 80) web.ports; } ] ++ builtins.concatMap (x: [ x ]) web.ports;
  list = builtins.genList (i: i * i) 10 ++ [ null true 1.5 ];
  closure = builtins.genericClosure {
    startSet = [ { key = 0; } ];
    operator = i: if i.key < 3 then [ { key = i.key + 1; } ] else [ ];
  };
}
