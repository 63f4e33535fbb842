break (throw "passed on")
