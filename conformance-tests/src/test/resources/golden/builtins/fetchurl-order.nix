builtins.fetchurl { name = throw "name"; url = throw "url"; a = 1; }
