builtins.sort builtins.lessThan [ "b" "B" "é" "a" "" "aa" ]
