{
  instances.a.app.config =
    {
      host = "example.org";
    };
}
