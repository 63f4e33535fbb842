{ outputs = inputs: { packages = { }; }; }
