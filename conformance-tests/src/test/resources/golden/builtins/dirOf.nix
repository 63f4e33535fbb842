[ (dirOf "a/b/c") (dirOf "x") (dirOf "/x") (dirOf /a/b) ]
