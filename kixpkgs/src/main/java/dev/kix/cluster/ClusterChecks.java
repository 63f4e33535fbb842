package dev.kix.cluster;

import dev.kix.cluster.ClusterMessage.Phase;
import dev.kix.cluster.ClusterMessage.Severity;
import dev.kix.cluster.instance.FieldOrigins;
import dev.kix.cluster.instance.InstanceFacts;
import dev.kix.cluster.policy.OwnRules;
import dev.kix.cluster.resource.Resource;
import dev.kix.k8s.ExternalHint;
import dev.kix.k8s.ExternalResources;
import dev.kix.k8s.Finding;
import dev.kix.k8s.FindingText;
import dev.kix.k8s.Manifest;
import dev.kix.k8s.ManifestSource;
import dev.kix.k8s.ResourceId;
import dev.kix.k8s.RulePolicy;
import dev.kix.k8s.SourcePosition;
import dev.kix.k8s.lifecycle.ApiLifecycle;
import dev.kix.k8s.posture.PostureValidator;
import dev.kix.k8s.relations.ClusterValidator;
import dev.kix.k8s.schema.ApiCatalog;
import dev.kix.k8s.validation.ManifestValidator;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Has the manifests checked: each against its API, then all against one another. */
final class ClusterChecks {
  private final ApiCatalog catalog;
  private final ClusterConfig config;
  private final OwnRules ownRules;
  private final Messages messages;

  ClusterChecks(ApiCatalog catalog, ClusterConfig config, OwnRules ownRules, Messages messages) {
    this.ownRules = ownRules;
    this.catalog = catalog;
    this.config = config;
    this.messages = messages;
  }

  /**
   * Checks what can be told of manifests while others are missing: those of kinds that are known,
   * each against its API.
   *
   * @param origins tells which definitions a field was made from
   */
  void checkKnownKinds(List<Resource> resources, FieldOrigins origins) {
    List<Manifest> manifests = new ArrayList<>();
    for (Resource r : resources) {
      Manifest manifest = new Manifest(r.manifest(), origins.sourceOf(r), r.instancePath());
      // Groups of custom resources have a domain for a name; theirs may be what is missing.
      boolean own = manifest.groupVersionKind().group().contains(".");
      if (!own || catalog.isNamespaced(manifest.groupVersionKind()) != null) {
        manifests.add(manifest);
      }
    }
    RulePolicy policy = config.policy().rules(messages);
    report(
        Phase.SCHEMA,
        validate(
            new ManifestValidator(catalog, ApiLifecycle.open(), config.external(), policy),
            manifests));
  }

  /**
   * Checks every manifest against its API and, if that finds nothing, all against one another.
   *
   * @param fromPackages what packages declare to exist outside
   * @param imported what imported packages would have made
   * @param origins tells which definitions a field was made from
   * @param instances what the cluster's own rules are told of instances
   */
  void check(
      List<Resource> resources,
      List<External> fromPackages,
      Set<ResourceId> imported,
      Namespaces namespaces,
      InstanceFacts instances,
      FieldOrigins origins) {
    ExternalResources external = config.external();
    for (External e : fromPackages) {
      external = config.addExternal(external, e.list(), e.namespace());
    }
    for (ResourceId id : imported) {
      external = external.with(id.kind(), id.namespace(), id.name());
    }
    for (String namespace : namespaces.elsewhere()) {
      external = external.with("Namespace", null, namespace);
    }
    RulePolicy policy = config.policy().rules(messages);
    List<Manifest> manifests = new ArrayList<>();
    for (Resource r : resources) {
      manifests.add(
          new Manifest(
              r.manifest(), origins.sourceOf(r), r.instancePath(), origins.isFromChart(r)));
    }
    List<Finding> invalid =
        validate(new ManifestValidator(catalog, ApiLifecycle.open(), external, policy), manifests);
    report(Phase.SCHEMA, invalid);
    if (invalid.stream().anyMatch(f -> f.severity() == dev.kix.k8s.Severity.ERROR)) {
      return;
    }
    report(
        Phase.RELATIONS,
        new ClusterValidator(catalog, external, policy, ExternalHint.CLUSTER_OPTION)
            .validate(manifests));
    report(Phase.RELATIONS, new PostureValidator(catalog, policy).validate(manifests));
    report(Phase.RELATIONS, ownRules.check(manifests, policy, instances::of));
  }

  /**
   * What is wrong with each manifest. All are looked at on all processors, to learn which are
   * wrong; those are looked at again on this thread, the only one that may ask where a field comes
   * from.
   */
  private static List<Finding> validate(ManifestValidator validator, List<Manifest> manifests) {
    List<Boolean> clean =
        Parallel.map(
            manifests,
            m ->
                validator
                    .validate(new Manifest(m.tree(), ManifestSource.UNKNOWN, m.instance()))
                    .isEmpty());
    List<Manifest> wrong = new ArrayList<>();
    for (int i = 0; i < manifests.size(); i++) {
      if (!clean.get(i)) {
        wrong.add(manifests.get(i));
      }
    }
    return validator.validate(wrong);
  }

  /** Reports findings; what one headline says of one resource is one message. */
  private void report(Phase phase, List<Finding> findings) {
    int from = 0;
    while (from < findings.size()) {
      Finding first = findings.get(from);
      int to = from + 1;
      while (to < findings.size() && continues(first, findings.get(to))) {
        to++;
      }
      SourcePosition position = first.position();
      messages.add(
          new ClusterMessage(
              switch (first.severity()) {
                case ERROR -> Severity.ERROR;
                case WARNING -> Severity.WARNING;
                case NOTE -> Severity.NOTE;
              },
              phase,
              unindent(FindingText.render(findings.subList(from, to)).strip()),
              position == null ? null : position.file(),
              position == null ? 0 : position.line(),
              first.ruleId(),
              subject(first.resource())));
      from = to;
    }
  }

  private static String subject(ResourceId id) {
    String namespace = id.namespace();
    return id.kind() + "/" + (namespace == null ? "" : namespace + "/") + id.name();
  }

  private static boolean continues(Finding first, Finding next) {
    return !next.message().isEmpty()
        && first.severity() == next.severity()
        && first.resource().equals(next.resource())
        && first.headline().equals(next.headline());
  }

  /** A rendered finding without its first word and the indentation under it. */
  private static String unindent(String text) {
    int colon = text.indexOf(": ");
    String indent = " ".repeat(colon + 2);
    return text.substring(colon + 2).replace("\n" + indent, "\n");
  }
}
