map builtins.parseFlakeRef [ "nixpkgs" "nixpkgs/23.05" "github:o/r/0123456789abcdef0123456789abcdef01234567?dir=a" "git+https://h/p?ref=b" "path:/x?dir=y" "https://h/a.tar.gz" ]
