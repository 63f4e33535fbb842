# What the package is compared with; there is no chart to render.
{
  upstream = "API reference of StackGres (SGCluster)";
  differs = "the custom resource alone";
  sets = { };
}
