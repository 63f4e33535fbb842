builtins.fetchGit { url = "https://example.org/x.git"; }
