[ (builtins.match "a.b" "a\nb") (builtins.match "a$b" "a\nb") (builtins.match "(.*)\n(.*)" "x\ny") ]
