let replicas = 0; in assert replicas > 0; replicas
