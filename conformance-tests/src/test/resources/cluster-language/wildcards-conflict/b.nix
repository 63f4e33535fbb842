# The second.
{ instances.kube-system.*.config.replicaCount = 5; }
