let a = "x"; in { inherit (a) ${a}; }
