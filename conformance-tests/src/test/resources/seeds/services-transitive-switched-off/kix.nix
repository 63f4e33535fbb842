# What a service turns on is a default: who collects metrics in another way says so.
{
  clusters.test = [
    {
      services.coredns = {
        enable = true;
        prometheus.enable = true;
      };
    }
    { services.prometheus.enable = false; }
  ];
}
