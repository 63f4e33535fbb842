{ __functor = self: x: self.k + x; k = 10; } 5
