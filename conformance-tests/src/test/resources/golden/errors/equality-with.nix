# A variable of `with` is looked up anew each time.
with { v.a = throw "a"; }; [ v ] == [ v ]
