builtins.fetchMercurial "no/such"
