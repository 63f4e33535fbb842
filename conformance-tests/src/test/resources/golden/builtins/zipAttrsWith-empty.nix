builtins.zipAttrsWith (throw "unused") [ ]
