package dev.kix.k8s.validation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which {@link TypeCheck}s belong to which API type. Immutable once made. */
final class TypeChecks {
  private final Map<String, List<TypeCheck>> byType = new HashMap<>();

  TypeChecks() {
    LabelChecks.register(this);
    PodChecks.register(this);
    ContainerChecks.register(this);
    WorkloadChecks.register(this);
    ServiceChecks.register(this);
    ConfigChecks.register(this);
    PolicyChecks.register(this);
    DefinitionChecks.register(this);
  }

  /** Adds a check for a type such as {@code io.k8s.api.core.v1.PodSpec}; only while being made. */
  void on(String type, TypeCheck check) {
    byType.computeIfAbsent(type, t -> new ArrayList<>(2)).add(check);
  }

  void run(String type, JsonNode value, Place place, Reporter reporter) {
    List<TypeCheck> checks = byType.get(type);
    if (checks == null || !value.isObject()) {
      return;
    }
    String path = place.toString();
    for (TypeCheck check : checks) {
      check.check(value, path, reporter);
    }
  }
}
