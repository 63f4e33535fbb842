package dev.kix.cluster.instance;

import dev.kix.interpreter.value.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Finds instances by what injection knows of them. A look-up costs as much as there are instances
 * of the name asked for, never as much as there are instances.
 */
final class InstanceIndex {
  /** Those of one namespace, or of all. */
  private static final class Group {
    private final Map<String, List<Instance>> byName = new HashMap<>();
    private final Map<String, List<Instance>> byAlias = new HashMap<>();

    void add(Instance i) {
      byName.computeIfAbsent(i.name(), n -> new ArrayList<>(1)).add(i);
      for (String alias : i.aliases()) {
        byAlias.computeIfAbsent(alias, a -> new ArrayList<>(1)).add(i);
      }
    }
  }

  private final SortedMap<String, Instance> byPath = new TreeMap<>();
  private final Map<Value, Instance> byValue = new IdentityHashMap<>();
  private final Map<String, Group> namespaces = new HashMap<>();
  private final Group all = new Group();
  private final Map<String, String> environments = new HashMap<>();
  private final Map<String, SortedSet<String>> members = new HashMap<>();

  InstanceIndex(List<Instance> instances) {
    for (Instance i : instances) {
      byPath.put(i.path(), i);
      Value value = i.value();
      if (value != null) {
        byValue.put(value, i);
      }
      namespaces.computeIfAbsent(i.namespace(), n -> new Group()).add(i);
      all.add(i);
      String environment = i.environment();
      if (environment != null) {
        environments.put(i.namespace(), environment);
        members.computeIfAbsent(environment, e -> new TreeSet<>()).add(i.namespace());
      }
    }
  }

  /** The instance {@code NS/NAME}, or null. */
  @Nullable Instance at(String path) {
    return byPath.get(path);
  }

  /** Every {@code NS/NAME}. */
  Iterable<String> paths() {
    return byPath.keySet();
  }

  /** The instance that a value is, or null. */
  @Nullable Instance of(Value value) {
    return byValue.get(value);
  }

  /** The {@code kix.mkEnv} that a namespace belongs to, or null. */
  @Nullable String environment(String namespace) {
    return environments.get(namespace);
  }

  /**
   * The instances that a level of the search offers.
   *
   * @param names the names to look for
   * @param self who is looking; never found
   */
  List<Instance> matches(Dependency.Found level, List<String> names, Instance self) {
    String namespace = self.namespace();
    String environment = environments.get(namespace);
    List<Group> groups = new ArrayList<>();
    switch (level) {
      case NAMESPACE -> add(groups, namespace);
      case ENVIRONMENT -> {
        if (environment != null) {
          for (String member : members.getOrDefault(environment, new TreeSet<>())) {
            if (!member.equals(namespace)) {
              add(groups, member);
            }
          }
        }
      }
      default -> groups.add(all);
    }
    boolean elsewhere = level == Dependency.Found.CLUSTER;
    for (boolean alias : new boolean[] {false, true}) {
      List<Instance> found = new ArrayList<>();
      for (Group group : groups) {
        Map<String, List<Instance>> by = alias ? group.byAlias : group.byName;
        for (String name : names) {
          for (Instance i : by.getOrDefault(name, List.of())) {
            boolean near = elsewhere && isNear(i.namespace(), namespace, environment);
            if (i != self && !near && !found.contains(i)) {
              found.add(i);
            }
          }
        }
      }
      if (!found.isEmpty()) {
        return found;
      }
    }
    return List.of();
  }

  private void add(List<Group> groups, String namespace) {
    Group group = namespaces.get(namespace);
    if (group != null) {
      groups.add(group);
    }
  }

  private boolean isNear(String other, String namespace, @Nullable String environment) {
    return other.equals(namespace)
        || (environment != null && environment.equals(environments.get(other)));
  }
}
