[ (false -> throw "unused") (true -> true) ]
