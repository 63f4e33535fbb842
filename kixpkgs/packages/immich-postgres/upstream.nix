# What the package is compared with; there is no chart to render.
{
  upstream = "the database in the compose file of Immich v2.6.3";
  differs = "the package postgres with that image";
  sets = { };
}
