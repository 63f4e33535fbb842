({ replicas ? 1, image ? "" }: replicas) { replica = 2; }
