[ ("a" + /b) (builtins.typeOf ("" + /b)) ]
