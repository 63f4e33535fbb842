map builtins.stringLength [ "" "é" "😀" "a\nb" ]
