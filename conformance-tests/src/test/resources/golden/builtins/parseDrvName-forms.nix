map builtins.parseDrvName [ "a" "a-1" "a-b-1.2-3" "a-1b-c" "a-" "-1" "" "a--1" "1-a" ]
