map builtins.parseDrvName [ "hello-2.10" "a-b-c" "x-1pre-2" "" ]
