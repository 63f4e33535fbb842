builtins.match "((a)(b(c)?))+" "abcab"
