builtins.fetchMercurial { url = "/no/such"; rev = "-r evil"; }
