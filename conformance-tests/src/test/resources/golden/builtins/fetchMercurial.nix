builtins.fetchMercurial { url = "/no/such"; }
