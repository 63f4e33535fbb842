package dev.kix.k8s.relations;

/** One check over all resources of a cluster. Has no state. */
@FunctionalInterface
public interface ClusterRule {
  /** Reports everything that is wrong; the order of reports does not matter. */
  void check(Cluster cluster, ClusterReporter reporter);
}
