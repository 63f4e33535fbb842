baseNameOf 7
