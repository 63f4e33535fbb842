# What the package is compared with; there is no chart to render.
{
  upstream = "rules of kube-prometheus, August 2026";
  differs = "a few alerts that every cluster should have, not all of them";
  sets = { };
}
