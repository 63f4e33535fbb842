package dev.kix.k8s.posture;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kix.k8s.JsonPath;
import dev.kix.k8s.KubernetesVersion;
import dev.kix.k8s.posture.PodFields.Context;
import dev.kix.k8s.relations.Pods;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What the Pod Security Standard <em>restricted</em> demands beyond baseline (kubernetes.io, Pod
 * Security Standards), as the admission controller of a Kubernetes version decides it.
 */
final class RestrictedStandard {
  private static final KubernetesVersion V1_35 = KubernetesVersion.parse("1.35");

  /** The sources a volume may have; {@code name} is the field beside them. */
  private static final Set<String> VOLUMES =
      Set.of(
          "name",
          "configMap",
          "csi",
          "downwardAPI",
          "emptyDir",
          "ephemeral",
          "image",
          "persistentVolumeClaim",
          "projected",
          "secret");

  private final Pods pods;
  private final boolean windows;
  private final boolean ownUsers;
  private final List<Violation> out = new ArrayList<>();

  private RestrictedStandard(Pods pods, KubernetesVersion version) {
    this.pods = pods;
    this.windows = PodFields.isWindows(pods);
    this.ownUsers = version.isAtLeast(V1_35) && PodFields.hasUserNamespace(pods);
  }

  /** Everything about pods that restricted forbids and baseline does not. */
  static List<Violation> check(Pods pods, KubernetesVersion version) {
    return new RestrictedStandard(pods, version).check();
  }

  private List<Violation> check() {
    volumes();
    rootUser(PodFields.podContext(pods));
    for (Pods.Container container : pods.containers()) {
      Context context = PodFields.context(container);
      rootUser(context);
      nonRoot(container, context);
      if (!windows) {
        escalation(container, context);
        seccomp(container, context);
        capabilities(container, context);
      }
      if (PodFields.isSet(context.json().path("procMount"))
          && !context.json().path("procMount").asText("").equals("Default")) {
        add(context.path() + ".procMount", "/proc is not masked");
      }
    }
    return out;
  }

  private void add(String path, String message) {
    out.add(new Violation(path, message));
  }

  private void volumes() {
    JsonNode volumes = pods.spec().path("volumes");
    for (int i = 0; i < volumes.size(); i++) {
      String path = JsonPath.element(pods.path() + ".volumes", i);
      volumes
          .path(i)
          .properties()
          .forEach(e -> {
            // A path of the node is refused by baseline already.
            if (!VOLUMES.contains(e.getKey())
                && !e.getKey().equals("hostPath")
                && PodFields.isSet(e.getValue())) {
              add(
                  path + "." + e.getKey(),
                  "a volume of the type " + e.getKey() + " is not allowed");
            }
          });
    }
  }

  private void rootUser(Context context) {
    JsonNode user = context.json().path("runAsUser");
    if (!ownUsers && user.isIntegralNumber() && user.longValue() == 0) {
      add(context.path() + ".runAsUser", "user 0 is root");
    }
  }

  private void nonRoot(Pods.Container container, Context context) {
    JsonNode nonRoot = PodFields.effective(pods, container, "runAsNonRoot");
    if (!ownUsers && !nonRoot.asBoolean(false)) {
      add(
          context.path() + ".runAsNonRoot",
          "the container " + PodFields.quoted(container) + " needs runAsNonRoot: true");
    }
  }

  private void escalation(Pods.Container container, Context context) {
    JsonNode allowed = context.json().path("allowPrivilegeEscalation");
    if (!allowed.isBoolean() || allowed.booleanValue()) {
      add(
          context.path() + ".allowPrivilegeEscalation",
          "the container "
              + PodFields.quoted(container)
              + " needs allowPrivilegeEscalation: false");
    }
  }

  private void seccomp(Pods.Container container, Context context) {
    String type = PodFields.effective(pods, container, "seccompProfile").path("type").asText("");
    if (type.isEmpty()) {
      add(
          context.path() + ".seccompProfile",
          "the container "
              + PodFields.quoted(container)
              + " needs a seccompProfile of the type RuntimeDefault or Localhost");
    }
  }

  private void capabilities(Pods.Container container, Context context) {
    JsonNode capabilities = context.json().path("capabilities");
    boolean all = false;
    for (JsonNode dropped : PodFields.list(capabilities.path("drop"))) {
      all |= dropped.asText("").equals("ALL");
    }
    if (!all) {
      add(
          context.path() + ".capabilities.drop",
          "the container " + PodFields.quoted(container) + " must drop ALL capabilities");
    }
    JsonNode added = capabilities.path("add");
    for (int i = 0; i < added.size(); i++) {
      String name = added.path(i).asText("");
      if (!name.equals("NET_BIND_SERVICE") && BaselineStandard.CAPABILITIES.contains(name)) {
        add(
            JsonPath.element(context.path() + ".capabilities.add", i),
            "no capability but NET_BIND_SERVICE may be added, not " + name);
      }
    }
  }
}
