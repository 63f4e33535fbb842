# What the package is compared with; there is no chart to render.
{
  upstream = "API reference of Argo CD (Application)";
  differs = "the custom resource alone";
  sets = { };
}
