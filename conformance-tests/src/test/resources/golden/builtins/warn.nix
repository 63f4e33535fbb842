builtins.warn "old" 1
