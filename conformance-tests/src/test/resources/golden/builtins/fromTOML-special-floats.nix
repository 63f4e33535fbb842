map toString (fromTOML "a = [ inf, -inf, nan ]").a
