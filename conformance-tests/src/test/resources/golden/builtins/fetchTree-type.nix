builtins.fetchTree { path = "/x"; }
