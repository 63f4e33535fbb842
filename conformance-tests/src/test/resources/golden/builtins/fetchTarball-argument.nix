builtins.fetchTarball { url = "file:///x"; nonsense = 1; }
