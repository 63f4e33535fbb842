map baseNameOf [ "a/b" "/a/b/" "c" "" "/" /x/y ]
