# What nobody reads, and words that are none of those there are.
{
  clusters.test.instances.web = {
    typing.package = { resurces = { }; assertion = [ ]; helper = 1; };
    meta.package = { meta = { lifecycle = "statefull"; scope = "namespaced"; }; };
    list.package = { resources = [ { } ]; };
    assertions.package = { assertions = [ "text" ]; warnings = "text"; };
  };
}
