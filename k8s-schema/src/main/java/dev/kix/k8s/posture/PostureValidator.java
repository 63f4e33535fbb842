package dev.kix.k8s.posture;

import dev.kix.k8s.ExternalHint;
import dev.kix.k8s.ExternalResources;
import dev.kix.k8s.Finding;
import dev.kix.k8s.Findings;
import dev.kix.k8s.Manifest;
import dev.kix.k8s.RulePolicy;
import dev.kix.k8s.relations.Cluster;
import dev.kix.k8s.relations.ClusterReporter;
import dev.kix.k8s.relations.ClusterRule;
import dev.kix.k8s.schema.ApiCatalog;
import java.util.Collection;
import java.util.List;

/**
 * Looks for what works and is a risk: the rules of the group {@link dev.kix.k8s.RuleGroup#POSTURE}.
 * Reports everything, in the order of {@link Finding}, whatever the order of the manifests.
 * Immutable; may be used by many threads at once.
 */
public final class PostureValidator {
  private static final List<ClusterRule> RULES =
      List.of(
          new PodSecurityRule(),
          new HostMountRule(),
          new ContainerRule(),
          new ContainerRiskRule(),
          new ProbeRule(),
          new ImageRule(),
          new SecretRule(),
          new AccessRule(),
          new BindingRule(),
          new ReplicaRule(),
          new BudgetRule(),
          new ExposureRule(),
          new OwnershipRule());

  private final ApiCatalog catalog;
  private final RulePolicy policy;

  /**
   * @param catalog the APIs of the cluster: its version decides what the standards demand
   * @param policy which rules are errors, warnings or off
   */
  public PostureValidator(ApiCatalog catalog, RulePolicy policy) {
    this.catalog = catalog;
    this.policy = policy;
  }

  /** Every risk in the resources, in the order of {@link Finding}. */
  public List<Finding> validate(Collection<Manifest> manifests) {
    Cluster cluster = new Cluster(manifests, catalog, ExternalResources.NONE);
    Findings findings = new Findings(policy);
    ClusterReporter reporter = new ClusterReporter(findings, ExternalHint.FILES);
    for (ClusterRule rule : RULES) {
      rule.check(cluster, reporter);
    }
    return findings.sorted();
  }
}
