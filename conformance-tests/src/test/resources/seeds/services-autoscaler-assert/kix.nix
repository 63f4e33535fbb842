# Seed 002: "add quality of life like hpa vs autoscaler assert".
{
  clusters.test = {
    services.cloud-run = {
      enable = true;
      app = "registry.example.com/shop/api:v2";
      minReplicas = 12;
    };
  };
}
