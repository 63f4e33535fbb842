builtins.readFile <data/text>
