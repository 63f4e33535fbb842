builtins.fetchTree "hg+https://hg.example.org/x?ref=a:b"
