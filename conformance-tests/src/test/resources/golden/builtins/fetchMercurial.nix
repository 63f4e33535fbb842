builtins.fetchMercurial { url = "/no/such"; nonsense = 1; }
