builtins.fromJSON "{\"a\": [1, -2.5, true, null, \"\\u00e9\\n\"], \"b\": {}}"
