# Around the number of strings that are joined at once.
let j = n: builtins.concatStringsSep ", " (builtins.genList (i: "s${toString i}") n);
in map (n: [ (builtins.stringLength (j n)) (builtins.hashString "sha256" (j n)) ]) [ 0 1 2 1023 1024 1025 2047 2048 2049 5000 ]
