let a = "let"; in with { a = "with"; b = "with"; }; [ a b ]
