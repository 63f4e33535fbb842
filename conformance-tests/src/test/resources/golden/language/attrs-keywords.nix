{ "if" = 1; or = 2; "rec" = 3; }
