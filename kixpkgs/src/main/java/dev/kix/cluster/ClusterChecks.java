package dev.kix.cluster;

import dev.kix.cluster.ClusterMessage.Phase;
import dev.kix.cluster.ClusterMessage.Severity;
import dev.kix.cluster.resource.Resource;
import dev.kix.k8s.ExternalHint;
import dev.kix.k8s.ExternalResources;
import dev.kix.k8s.Finding;
import dev.kix.k8s.FindingText;
import dev.kix.k8s.Manifest;
import dev.kix.k8s.RulePolicy;
import dev.kix.k8s.SourcePosition;
import dev.kix.k8s.lifecycle.ApiLifecycle;
import dev.kix.k8s.relations.ClusterValidator;
import dev.kix.k8s.schema.ApiCatalog;
import dev.kix.k8s.validation.ManifestValidator;
import java.util.ArrayList;
import java.util.List;

/** Has the manifests checked: each against its API, then all against one another. */
final class ClusterChecks {
  private final ApiCatalog catalog;
  private final ClusterConfig config;
  private final Messages messages;

  ClusterChecks(ApiCatalog catalog, ClusterConfig config, Messages messages) {
    this.catalog = catalog;
    this.config = config;
    this.messages = messages;
  }

  /**
   * @param fromPackages what packages declare to exist outside
   */
  void check(List<Resource> resources, List<External> fromPackages, Namespaces namespaces) {
    ExternalResources external = config.external();
    for (External e : fromPackages) {
      external = config.addExternal(external, e.list(), e.namespace());
    }
    for (String namespace : namespaces.elsewhere()) {
      external = external.with("Namespace", null, namespace);
    }
    RulePolicy policy = config.rulePolicy();
    List<Manifest> manifests = new ArrayList<>();
    for (Resource r : resources) {
      manifests.add(new Manifest(r.manifest(), r.source()));
    }
    report(
        Phase.SCHEMA,
        new ManifestValidator(catalog, ApiLifecycle.open(), external, policy).validate(manifests));
    messages.check();
    report(
        Phase.RELATIONS,
        new ClusterValidator(catalog, external, policy, ExternalHint.CLUSTER_OPTION)
            .validate(manifests));
  }

  private void report(Phase phase, List<Finding> findings) {
    for (Finding f : findings) {
      String text = FindingText.render(f);
      SourcePosition position = f.position();
      messages.add(
          new ClusterMessage(
              f.isError() ? Severity.ERROR : Severity.WARNING,
              phase,
              unindent(text),
              position == null ? null : position.file(),
              position == null ? 0 : position.line()));
    }
  }

  /** A rendered finding without its first word and the indentation under it. */
  private static String unindent(String text) {
    int colon = text.indexOf(": ");
    String indent = " ".repeat(colon + 2);
    return text.substring(colon + 2).replace("\n" + indent, "\n");
  }
}
