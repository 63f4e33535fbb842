{
  path = builtins.fetchTree { type = "path"; path = ./data; };
  archive = builtins.fetchTree "file://${toString ./archives}/two.tar";
  none = builtins.pathExists "${(builtins.fetchTree { type = "path"; path = ./data; }).outPath}/sub/x";
}
