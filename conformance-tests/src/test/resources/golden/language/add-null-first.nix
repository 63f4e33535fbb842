null + builtins.head [ ]
