builtins.toXML { a = throw "inside"; }
