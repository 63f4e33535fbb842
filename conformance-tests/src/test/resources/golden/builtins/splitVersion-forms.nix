map builtins.splitVersion [ "" "1.2" "1..2" "1-2" "a1b2" ".1." "1.2pre3" ]
