(x: x) + throw "not looked at"
