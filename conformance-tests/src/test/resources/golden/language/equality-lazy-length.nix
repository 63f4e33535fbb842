[ ([ (throw "a") ] == [ ]) ({ a = throw "a"; } == { b = 1; }) ]
