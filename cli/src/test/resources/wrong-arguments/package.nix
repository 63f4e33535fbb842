{
  clusters.test.instances.web.a = {
    package = ./no-such-package;
  };
}
