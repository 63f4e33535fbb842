map builtins.isPath [ /a (/a + "b") ("" + /a/b) ./. ]
