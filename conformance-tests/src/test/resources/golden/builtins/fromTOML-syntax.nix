fromTOML "a = "
