{ clusters = { }; }
