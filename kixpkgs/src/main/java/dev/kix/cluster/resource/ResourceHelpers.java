package dev.kix.cluster.resource;

import dev.kix.interpreter.JavaBuiltins;
import dev.kix.interpreter.diagnostic.ErrorKind;
import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.value.AttrsBuilder;
import dev.kix.interpreter.value.Bytes;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.NixInt;
import dev.kix.interpreter.value.NixString;
import dev.kix.interpreter.value.StringContext;
import dev.kix.interpreter.value.Value;
import java.util.Set;

/**
 * The helpers by kind in a resource's {@code out}: the ways in which fields of the Kubernetes API
 * refer to a resource of that kind, ready to be put there. What they are called is what the field
 * is called that takes them.
 *
 * <table>
 * <caption>Helpers</caption>
 * <tr><td>ConfigMap, Secret</td><td>{@code keyRef KEY} (an EnvVarSource), {@code envFrom} (an
 *     EnvFromSource), {@code volume}</td></tr>
 * <tr><td>PersistentVolumeClaim</td><td>{@code volume}</td></tr>
 * <tr><td>Service</td><td>{@code backend PORT} (an IngressBackend)</td></tr>
 * <tr><td>ServiceAccount</td><td>{@code subject}</td></tr>
 * <tr><td>Role, ClusterRole</td><td>{@code roleRef}</td></tr>
 * <tr><td>Deployment, StatefulSet, ReplicaSet</td><td>{@code scaleTargetRef}</td></tr>
 * </table>
 */
final class ResourceHelpers {
  private static final Set<String> SCALABLE =
      Set.of("Deployment", "StatefulSet", "ReplicaSet", "ReplicationController");

  private final ResourceOut.Identity identity;
  private final StringContext reference;

  /**
   * @param reference what strings of the helpers refer to
   */
  ResourceHelpers(ResourceOut.Identity identity, StringContext reference) {
    this.identity = identity;
    this.reference = reference;
  }

  /** Adds the helpers of the resource's kind. */
  void addTo(AttrsBuilder out) {
    switch (identity.kind()) {
      case "ConfigMap" ->
          configuration(out, "configMapKeyRef", "configMapRef", volume("configMap"));
      case "Secret" -> configuration(out, "secretKeyRef", "secretRef", secretVolume());
      case "PersistentVolumeClaim" ->
          out.put("volume", NixAttrs.of("persistentVolumeClaim", NixAttrs.of("claimName", name())));
      case "Service" ->
          out.put(
              "backend",
              JavaBuiltins.of("out.backend", 1, (s, args) -> backend(s.force(args[0], null))));
      case "ServiceAccount" -> out.put("subject", subject());
      case "Role", "ClusterRole" -> out.put("roleRef", roleRef());
      default -> {
        if (SCALABLE.contains(identity.kind())) {
          out.put("scaleTargetRef", scaleTargetRef());
        }
      }
    }
  }

  private NixString name() {
    return NixString.of(identity.name(), reference);
  }

  private NixAttrs volume(String source) {
    return NixAttrs.of(source, NixAttrs.of("name", name()));
  }

  private NixAttrs secretVolume() {
    return NixAttrs.of("secret", NixAttrs.of("secretName", name()));
  }

  private void configuration(AttrsBuilder out, String key, String all, NixAttrs volume) {
    out.put("envFrom", NixAttrs.of(all, NixAttrs.of("name", name())));
    out.put(
        "keyRef",
        JavaBuiltins.of(
            "out.keyRef",
            1,
            (s, args) -> {
              NixString wanted =
                  s.forceString(args[0], null, "while evaluating the argument of out.keyRef");
              return NixAttrs.of(
                  key, new AttrsBuilder(2).put("key", wanted).put("name", name()).build());
            }));
    out.put("volume", volume);
  }

  private NixAttrs backend(Value port) {
    NixAttrs number;
    if (port instanceof NixString) {
      number = NixAttrs.of("name", port);
    } else if (port instanceof NixInt) {
      number = NixAttrs.of("number", port);
    } else {
      throw new EvalException(
          ErrorKind.TYPE, "out.backend wants the name or the number of a port", null);
    }
    return NixAttrs.of(
        "service", new AttrsBuilder(2).put("name", name()).put("port", number).build());
  }

  private NixAttrs subject() {
    AttrsBuilder subject = new AttrsBuilder(3);
    subject.put("kind", NixString.of(identity.kind()));
    subject.put("name", name());
    if (identity.namespace() != null) {
      subject.put("namespace", NixString.of(identity.namespace()));
    }
    return subject.build();
  }

  private NixAttrs roleRef() {
    return new AttrsBuilder(3)
        .put("apiGroup", NixString.of(Bytes.encode(identity.id().group())))
        .put("kind", NixString.of(identity.kind()))
        .put("name", name())
        .build();
  }

  private NixAttrs scaleTargetRef() {
    return new AttrsBuilder(3)
        .put("apiVersion", NixString.of(identity.apiVersion()))
        .put("kind", NixString.of(identity.kind()))
        .put("name", name())
        .build();
  }
}
