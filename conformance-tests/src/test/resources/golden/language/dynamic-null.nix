{ ${null} = 1; a = 2; ${if true then null else "x"} = 3; }
