toString { __toString = self: { outPath = "nested"; }; }
