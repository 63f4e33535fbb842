{ __functor = self: { __functor = s: x: x + 1; }; } 1 2
