{ clusters.test.kubernetes.version = 1.31; }
