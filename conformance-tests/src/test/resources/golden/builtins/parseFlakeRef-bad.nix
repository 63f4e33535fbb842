builtins.parseFlakeRef "github:only-an-owner"
