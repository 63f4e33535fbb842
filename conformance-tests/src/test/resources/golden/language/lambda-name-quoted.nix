# print.cc, printFunction
"${{ "a b" = x: x; }."a b"}"
