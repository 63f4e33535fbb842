map (r: builtins.match r "aZ0_ \t-]") [ "[[:alpha:]]+.*" "[[:alnum:]_]+([[:space:]]+)([]-]+)" "[^0-9]*0.*" "[a-zA-Z]+[0-9]_[ \t]+-[]]" ]
