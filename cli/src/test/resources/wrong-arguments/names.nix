{ clusters."prod/eu" = [ ]; }
