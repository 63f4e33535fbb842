builtins.toXML "a\nb\tc"
