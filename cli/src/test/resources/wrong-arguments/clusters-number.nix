{ clusters = 3; }
