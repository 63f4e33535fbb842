let d = derivation { name = "a-1"; system = "x86_64-linux"; builder = "/bin/sh"; }; in [ d.drvPath d.outPath d.type d.name d.outputName ]
