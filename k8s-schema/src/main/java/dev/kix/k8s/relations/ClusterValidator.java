package dev.kix.k8s.relations;

import dev.kix.k8s.ExternalHint;
import dev.kix.k8s.ExternalResources;
import dev.kix.k8s.Finding;
import dev.kix.k8s.Findings;
import dev.kix.k8s.Manifest;
import dev.kix.k8s.RulePolicy;
import dev.kix.k8s.schema.ApiCatalog;
import java.util.Collection;
import java.util.List;

/**
 * Checks the resources of one cluster against each other: references resolve, selectors select,
 * ports are ports. Reports everything, in the order of {@link Finding}, whatever the order of the
 * manifests. Immutable; may be used by many threads at once.
 *
 * <p>It takes manifests as they are: those that {@code ManifestValidator} refuses do no harm here,
 * but may hide what refers to them.
 */
public final class ClusterValidator {
  private static final List<ClusterRule> RULES =
      List.of(
          new IdentityRules.Duplicates(),
          new IdentityRules.ManagedBy(),
          new IdentityRules.Namespaces(),
          new RbacRules.ServiceAccounts(),
          new RbacRules.Roles(),
          new RbacRules.Subjects(),
          new ConfigRules(),
          new StorageRules.Claims(),
          new StorageRules.Classes(),
          new ServiceRules.Selectors(),
          new ServiceRules.StatefulSets(),
          new ServiceRules.Webhooks(),
          new IngressRules.Backends(),
          new IngressRules.Classes(),
          new WorkloadRules.Autoscalers(),
          new WorkloadRules.Budgets(),
          new WorkloadRules.PriorityClasses(),
          new NetworkPolicyRule(),
          new ProbePortRule(),
          new HpaRequestsRule(),
          new AdmissionRule(),
          new MonitorRule());

  private final ApiCatalog catalog;
  private final ExternalResources external;
  private final RulePolicy policy;
  private final ExternalHint externalHint;

  /**
   * @param catalog the APIs of the cluster: tells which kinds live in a namespace
   * @param external what exists outside the manifests
   * @param policy which rules are errors, warnings or off
   * @param externalHint how a user declares something external
   */
  public ClusterValidator(
      ApiCatalog catalog,
      ExternalResources external,
      RulePolicy policy,
      ExternalHint externalHint) {
    this.catalog = catalog;
    this.external = external;
    this.policy = policy;
    this.externalHint = externalHint;
  }

  /** A validator with the default policy and the hint for cluster definitions. */
  public ClusterValidator(ApiCatalog catalog, ExternalResources external) {
    this(catalog, external, RulePolicy.DEFAULT, ExternalHint.CLUSTER_OPTION);
  }

  /** Everything wrong between the resources, in the order of {@link Finding}. */
  public List<Finding> validate(Collection<Manifest> manifests) {
    Cluster cluster = new Cluster(manifests, catalog, external);
    Findings findings = new Findings(policy);
    ClusterReporter reporter = new ClusterReporter(findings, externalHint);
    for (ClusterRule rule : RULES) {
      rule.check(cluster, reporter);
    }
    return findings.sorted();
  }
}
