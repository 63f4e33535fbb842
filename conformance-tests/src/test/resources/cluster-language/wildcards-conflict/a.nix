{ instances.kube-system.coredns.config.replicaCount = 3; }
