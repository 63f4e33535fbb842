map builtins.pathExists [ ./data ./data/text ./data/none (toString ./data + "/") (toString ./data/text + "/") (toString ./data + "/./text") ]
