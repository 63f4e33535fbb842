[ (/a + "b") (/a + "/b") (/a + "/../c") (builtins.typeOf (/a + "b")) ]
