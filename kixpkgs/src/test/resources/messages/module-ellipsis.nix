{ clusters.test = { packages }: { instances.web.a.package = packages.web-app; }; }
