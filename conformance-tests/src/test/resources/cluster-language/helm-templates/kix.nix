# What a chart's templates complain about: what is wrong, in which template and line, from where it was called, and
# which value it is about. All charts in one run.
{
  clusters.test =
    { kix, ... }:
    let
      chart = path: values: { package = kix.fromHelmChart { chart = path; inherit values; }; };
    in
    {
      instances.shop = {
        fail = chart ./fail { };
        required = chart ./required { };
        nil = chart ./nil { };
        sub = chart ./sub { };
        range = chart ./range {
          hosts = 3;
        };
        yaml = chart ./yaml {
          motto = "first: things first";
        };
        kindless = chart ./kindless { };
      };
    };
}
