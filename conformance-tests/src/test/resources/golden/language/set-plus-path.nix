[ ({ outPath = "/o"; } + /share/esci) ({ outPath = /x; } + "/y") ]
