map builtins.splitVersion [ "1.2.3" "2a-b_c" "" "1..2" ]
