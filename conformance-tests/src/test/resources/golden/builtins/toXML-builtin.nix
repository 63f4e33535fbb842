builtins.toXML [ map (map 1) ]
