let tree = builtins.fetchTree { type = "path"; path = "${toString ./data/sub}"; };
in [ (builtins.attrNames tree) tree.narHash (import "${tree}").a ]
