{ clusters.test = { packages, ... }: { imports = [ packages.web-app ]; }; }
