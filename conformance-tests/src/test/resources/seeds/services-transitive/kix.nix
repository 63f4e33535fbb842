# Seed 002: "With a custom module system services like coredns when configured for prometheus could auto-turn-on
# prometheus or set different settings in different services."
{
  clusters.test = [
    {
      services.coredns = {
        enable = true;
        prometheus.enable = true;
      };
    }
  ];
}
