map builtins.readFileType [ ./data ./data/text ./data/link ]
