isNull (throw "looked at")
