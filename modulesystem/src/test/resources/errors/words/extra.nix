{ x = [ "extra" ]; }
