# A tree with another hash than it should have: programs end with 102.
builtins.fetchTree {
  type = "path";
  path = "${toString ./data/sub}";
  narHash = "sha256-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
}
