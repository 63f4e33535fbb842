builtins.fetchMercurial { url = "/no/such"; rev = 1; }
