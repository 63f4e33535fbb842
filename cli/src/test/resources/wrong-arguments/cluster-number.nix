{
  clusters.eu = 3;
}
