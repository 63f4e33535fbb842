package dev.kix.cluster.instance;

import dev.kix.interpreter.diagnostic.Suggestions;
import dev.kix.interpreter.value.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Says why a wildcard reaches no instance, and what may have been meant. Evaluates options again
 * where they are asked for, so that nothing has to be kept of clusters whose wildcards are right.
 * Texts hold one char per byte.
 */
final class UnreachedWildcards {
  /** Packages whose options are looked through for a name that is spelt alike. */
  private static final int MOST_PACKAGES = 20;

  private final Iterable<Instance> instances;
  private final PackageEvaluator packages;

  UnreachedWildcards(Iterable<Instance> instances, PackageEvaluator packages) {
    this.instances = instances;
    this.packages = packages;
  }

  /** One line: which half of the pattern fits nothing. */
  String why(Wildcard w, String option) {
    if (!matching(w).isEmpty()) {
      return "none matches and declares the option.";
    }
    if (isPart(w.namespace()) || isPart(w.name())) {
      return "'*' stands for a whole name, not for a part of one.";
    }
    boolean empty = !namespaces().contains(w.namespace());
    return !w.namespace().equals(Wildcard.ANY) && empty
        ? "there is none in a namespace '" + w.namespace() + "'."
        : w.name().equals(Wildcard.ANY) ? "there is none." : "none is called '" + w.name() + "'.";
  }

  /** What may have been meant, as a further line; empty when nothing comes near. */
  String hint(Wildcard w, String option) {
    String near = near(w, option);
    return near == null ? "" : "\nDid you mean '" + near + "'?";
  }

  private @Nullable String near(Wildcard w, String option) {
    List<Instance> matching = matching(w);
    if (!matching.isEmpty()) {
      return w.part() == Wildcard.Part.CONFIG ? nearOption(matching, option) : null;
    }
    if (isPart(w.namespace()) || isPart(w.name())) {
      return null;
    }
    String namespace = w.namespace();
    Set<String> namespaces = namespaces();
    if (!namespace.equals(Wildcard.ANY) && !namespaces.contains(namespace)) {
      return first(Suggestions.bestMatches(List.copyOf(namespaces), namespace));
    }
    Set<String> names = new TreeSet<>();
    for (Instance i : instances) {
      if (namespace.equals(Wildcard.ANY) || namespace.equals(i.namespace())) {
        names.add(i.name());
      }
    }
    return first(Suggestions.bestMatches(List.copyOf(names), w.name()));
  }

  private @Nullable String nearOption(List<Instance> matching, String option) {
    Set<Value> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    Set<String> known = new TreeSet<>();
    for (Instance i : matching) {
      if (seen.size() < MOST_PACKAGES && seen.add(i.packageValue())) {
        packages
            .evaluate(i, false)
            .options()
            .forEachOption(o -> known.add(String.join(".", o.path())));
      }
    }
    return known.contains(option)
        ? null
        : first(Suggestions.bestMatches(List.copyOf(known), option));
  }

  private List<Instance> matching(Wildcard w) {
    List<Instance> matching = new ArrayList<>();
    for (Instance i : instances) {
      if (w.matches(i.namespace(), i.name())) {
        matching.add(i);
      }
    }
    return matching;
  }

  private Set<String> namespaces() {
    Set<String> namespaces = new TreeSet<>();
    for (Instance i : instances) {
      namespaces.add(i.namespace());
    }
    return namespaces;
  }

  private static boolean isPart(String component) {
    return component.contains(Wildcard.ANY) && !component.equals(Wildcard.ANY);
  }

  private static @Nullable String first(List<String> near) {
    return near.isEmpty() ? null : near.get(0);
  }
}
