{ a = throw "looked into"; } ? a.b
