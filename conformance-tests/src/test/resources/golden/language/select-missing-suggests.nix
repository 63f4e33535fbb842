{ replicas = 1; image = 2; }.replica
