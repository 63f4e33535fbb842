builtins.deepSeq (x: throw "a body is not looked at") 1
