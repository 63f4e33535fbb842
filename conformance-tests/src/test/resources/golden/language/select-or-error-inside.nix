{ a = throw "not a missing attribute"; }.a.b or 1
