[ (builtins.compareVersions builtins.nixVersion "2.18") (builtins.splitVersion "2.18") ]
