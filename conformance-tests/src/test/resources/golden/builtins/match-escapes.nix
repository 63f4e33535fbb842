map (r: builtins.match r "a.b*c\\") [ "a\\.b\\*c\\\\" "a.b.c." "[.a]\\.b[*]c[\\]" ]
