map (r: builtins.match r "aaa") [ "a{3}" "a{2}" "a{2,}" "a{0,2}" "(a{1,2})(a*)" "(a*)(a{1,2})" ]
