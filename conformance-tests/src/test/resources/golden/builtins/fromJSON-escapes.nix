builtins.fromJSON ''"\u0041\u00e9\ud83d\ude00\n\"\\\/"''
