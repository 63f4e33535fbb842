map (p: builtins.compareVersions (builtins.head p) (builtins.elemAt p 1)) [ [ "1.0" "1.0.0" ] [ "1.0pre1" "1.0" ] [ "2.10" "2.9" ] [ "1.a" "1.1" ] [ "" "1" ] [ "1_2" "1.2" ] ]
