let d = name: x: derivation { inherit name x; builder = "b"; system = "s"; }; in (d "outer" (d "inner" (throw "at fault"))).drvPath
