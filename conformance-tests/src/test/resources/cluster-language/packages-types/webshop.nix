{
  instances.kube-system.coredns.config = {
    replicaCount = "three";
    image.tga = "1.0";
    resources.limits.memory = 5;
  };
}
