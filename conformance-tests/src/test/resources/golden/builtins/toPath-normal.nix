map builtins.toPath [ "/" "/a/" "/a/./b" "/a/../b" "/../a" "//a" ]
