{ clusters.test = { package, ... }: { instances.web.a.package = package.web-app; }; }
