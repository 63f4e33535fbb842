with { }; undefinedName
