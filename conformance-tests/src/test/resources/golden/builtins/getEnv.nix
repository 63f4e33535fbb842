builtins.getEnv "KIX_SURELY_NOT_SET"
