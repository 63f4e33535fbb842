{ cluster.eu = { }; }
