[ (baseNameOf /a/b.c) (baseNameOf /.) ]
