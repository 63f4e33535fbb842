package dev.kix.k8s.posture;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.kix.k8s.relations.Pods;
import java.util.ArrayList;
import java.util.List;

/** What several checks read from pods. */
final class PodFields {
  private PodFields() {}

  /** A security context and where it stands, or would stand. */
  record Context(JsonNode json, String path) {}

  static Context podContext(Pods pods) {
    return new Context(pods.spec().path("securityContext"), pods.path() + ".securityContext");
  }

  static Context context(Pods.Container container) {
    return new Context(
        container.json().path("securityContext"), container.path() + ".securityContext");
  }

  /** The pod's own security context, then those of all containers. */
  static List<Context> contexts(Pods pods) {
    List<Context> out = new ArrayList<>();
    out.add(podContext(pods));
    for (Pods.Container container : pods.containers()) {
      out.add(context(container));
    }
    return out;
  }

  /** A container's setting, else the pod's. */
  static JsonNode effective(Pods pods, Pods.Container container, String field) {
    JsonNode own = container.json().path("securityContext").path(field);
    return isSet(own) ? own : pods.spec().path("securityContext").path(field);
  }

  static boolean isSet(JsonNode node) {
    return !node.isMissingNode() && !node.isNull();
  }

  static boolean isWindows(Pods pods) {
    return pods.spec().path("os").path("name").asText("").equals("windows");
  }

  /** Whether the pod has a user namespace of its own: root in it is nobody outside. */
  static boolean hasUserNamespace(Pods pods) {
    JsonNode hostUsers = pods.spec().path("hostUsers");
    return hostUsers.isBoolean() && !hostUsers.booleanValue();
  }

  /** {@code 'name'} of a container, for messages. */
  static String quoted(Pods.Container container) {
    return "'" + container.json().path("name").asText("") + "'";
  }

  /** Elements of a list, or none. */
  static Iterable<JsonNode> list(JsonNode list) {
    return list.isArray() ? list : MissingNode.getInstance();
  }
}
