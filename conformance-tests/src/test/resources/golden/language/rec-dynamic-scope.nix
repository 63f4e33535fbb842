let a = "outer"; in rec { ${"a"} = "dynamic"; b = a; }
