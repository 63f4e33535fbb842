builtins.fetchGit { url = "/no/such"; nonsense = 1; }
