{
  clusters.test = {
    kubernetes.version = "1.12";
  };
}
