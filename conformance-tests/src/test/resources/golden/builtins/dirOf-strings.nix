map dirOf [ "/" "" "a" "a/" "/a" "/a/b/" "a//b" "//a" ]
