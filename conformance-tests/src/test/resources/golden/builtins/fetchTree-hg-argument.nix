builtins.fetchTree { type = "hg"; url = "file:///no/such"; lastModified = 1; }
