# What is no module at all.
{
  clusters.test = [ { } 3 ];
}
