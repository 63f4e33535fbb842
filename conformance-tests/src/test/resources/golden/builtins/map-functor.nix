map { n = 10; __functor = self: x: self.n + x; } [ 1 2 ]
