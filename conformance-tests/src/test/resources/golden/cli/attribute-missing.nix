{ replicas = 3; }
