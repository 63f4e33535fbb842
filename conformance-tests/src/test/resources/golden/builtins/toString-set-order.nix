toString { __toString = self: self.x; x = "to"; outPath = "out"; }
