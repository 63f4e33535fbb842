let replicas = 1; in replica
