{ __toString = self: builtins.trace "left" "l"; } + builtins.trace "right" "r"
