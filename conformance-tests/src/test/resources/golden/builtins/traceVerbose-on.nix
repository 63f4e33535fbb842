builtins.traceVerbose "said" 1
