builtins.path { path = ./data/text; recursive = false; name = "x"; sha256 = "sha256-w/nIwoOisfLxiW8noBy+PN3Aydk/dS5GOQNaD1s29ug="; }
