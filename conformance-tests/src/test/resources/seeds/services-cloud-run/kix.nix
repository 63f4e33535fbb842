# Seed 002: "Turn `services.cloud-run = { enable = True, app = <image> }` into a full cluster deployment that
# creates from monitoring to auto-scaling."
{
  clusters.test = {
    services.cloud-run = {
      enable = true;
      app = "registry.example.com/shop/api:v2";
    };
  };
}
