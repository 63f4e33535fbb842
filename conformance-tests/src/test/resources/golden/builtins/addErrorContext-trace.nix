builtins.addErrorContext "while looking at the list" (builtins.head [ ])
