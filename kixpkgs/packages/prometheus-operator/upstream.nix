# What the package is compared with; there is no chart to render.
{
  upstream = "operator and definitions v0.93.1 of kube-prometheus";
  differs = "no webhook: kix checks; definitions described where people write, open elsewhere";
  sets = { };
}
