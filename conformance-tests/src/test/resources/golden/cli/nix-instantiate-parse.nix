{ a ? 1, ... }@b: let c = ''x${a}''; in with b; [ c ./x (1 + 2) ] ++ b.d or [ ]
