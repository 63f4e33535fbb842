# What the package is compared with; there is no chart to render.
{
  upstream = "compose file with Tika, Dockerfile and init scripts of v3.0.5";
  differs = "not root; the broker, the database and the volume are injected; Tika and Gotenberg are instances of web-app";
  sets = { };
}
