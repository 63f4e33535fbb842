let f = n: if n == 0 then [ ] else [ (f (n - 1)) ]; in builtins.toJSON (f 50)
