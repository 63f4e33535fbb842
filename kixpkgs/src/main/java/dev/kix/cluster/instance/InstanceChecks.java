package dev.kix.cluster.instance;

import dev.kix.cluster.ClusterConfig;
import dev.kix.cluster.ClusterMessage.Phase;
import dev.kix.cluster.EvalErrors;
import dev.kix.cluster.External;
import dev.kix.cluster.Messages;
import dev.kix.cluster.Options;
import dev.kix.cluster.SourcePaths;
import dev.kix.cluster.resource.Resource;
import dev.kix.grammar.Position;
import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.value.Bytes;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.NixString;
import dev.kix.modulesystem.Findings;
import dev.kix.modulesystem.Restriction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What is checked about instances themselves: options, scopes, assertions, wildcards. */
public final class InstanceChecks {
  private static final Set<String> POD_KINDS =
      Set.of("Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "Job", "CronJob", "Pod");

  private final EvalState state;
  private final PackageEvaluator packages;
  private final Messages messages;
  private final EvalErrors errors;
  private final SourcePaths paths;

  public InstanceChecks(
      EvalState state,
      PackageEvaluator packages,
      Messages messages,
      EvalErrors errors,
      SourcePaths paths) {
    this.state = state;
    this.packages = packages;
    this.messages = messages;
    this.errors = errors;
    this.paths = paths;
  }

  /**
   * Evaluates every instance's options, all of them, and reports what is wrong.
   *
   * @param deprecated what is done about deprecated options that are set: {@code error}, {@code
   *     warning} or {@code ignore}
   * @return the instances with something wrong
   */
  public Set<Instance> checkOptions(
      Iterable<Instance> instances, Options options, String deprecated) {
    Set<Instance> wrong = new LinkedHashSet<>();
    for (Instance instance : instances) {
      wrong.add(instance);
      guarded(
          Phase.OPTIONS,
          () -> {
            // Of an import only `out` matters; what that needs is missed when it is used.
            boolean complete = instance.imported() == null;
            Findings found =
                options.check(packages.shared(instance).options(), Set.of(), path -> complete);
            DeprecatedOptions.report(found.warnings(), deprecated, paths, messages);
            if (complete) {
              PackageParts.check(
                  packages.shared(instance),
                  text ->
                      messages.error(
                          Phase.OPTIONS, Bytes.decode(text) + place(instance), shown(instance)),
                  text ->
                      messages.warning(
                          Phase.OPTIONS, Bytes.decode(text) + place(instance), shown(instance)));
            }
            if (found.problems().isEmpty() && found.failures().isEmpty()) {
              packages.shared(instance).forgetOptions();
              if (!complete || found.undefined().isEmpty()) {
                wrong.remove(instance);
              }
            }
          });
    }
    return wrong;
  }

  /** Reports definitions that are wrong by themselves, while the cluster as a whole is wrong. */
  public void checkDefinitions(Iterable<Instance> instances, Options options) {
    for (Instance instance : instances) {
      int depth = state.depth();
      try {
        options.checkDefinitions(packages.shared(instance).options());
      } catch (EvalException e) {
        state.restoreDepth(depth);
        if (e.kind().isAboutTheEvaluation()) {
          throw e; // anything else may follow from what is known to be wrong
        }
      }
    }
  }

  /**
   * Refuses dependencies across namespaces on what may only be used in its own.
   *
   * @return the instances that have one
   */
  public Set<Instance> checkScopes(Map<Instance, List<Dependency>> wiring) {
    Set<Instance> wrong = new LinkedHashSet<>();
    for (Map.Entry<Instance, List<Dependency>> e : wiring.entrySet()) {
      Instance instance = e.getKey();
      for (Dependency d : e.getValue()) {
        Instance target = d.target();
        if (target == null || target.namespace().equals(instance.namespace())) {
          continue;
        }
        guarded(
            Phase.INJECTION,
            () -> {
              if ("namespace".equals(packages.shared(target).meta("scope"))) {
                wrong.add(instance);
                messages.error(
                    Phase.INJECTION,
                    Bytes.decode(
                            instance
                                + " depends on '"
                                + target.name()
                                + "'\n(namespace '"
                                + target.namespace()
                                + "') which declares meta.scope = \"namespace\"\n")
                        + "\u2014 cross-namespace reference not allowed"
                        + place(instance)
                        + Bytes.decode(howFound(instance, d, target)),
                    shown(instance));
              }
            });
      }
    }
    return wrong;
  }

  /** How a dependency in another namespace came about, and what to do instead. */
  private String howFound(Instance instance, Dependency dependency, Instance target) {
    Position position = target.position();
    return "\n"
        + (dependency.found() == Dependency.Found.DEPS
            ? "deps." + dependency.argument() + " is "
            : "found in the " + dependency.found().word() + ": ")
        + target.path()
        + (position == null ? "" : " (" + Bytes.encode(paths.show(position)) + ")")
        + "\nMove it into the namespace '"
        + instance.namespace()
        + "', or make another one there.";
  }

  private static String shown(Instance instance) {
    return Bytes.decode(instance.path());
  }

  private String place(Instance instance) {
    return Bytes.decode(place(instance.position()));
  }

  /** Reports failed assertions and the warnings of the packages. */
  public void checkAssertions(Iterable<Instance> instances) {
    for (Instance instance : instances) {
      if (instance.imported() != null) {
        continue; // somebody else's business
      }
      guarded(instance, "assertions", () -> assertions(instance));
      guarded(
          instance,
          "warnings",
          () -> {
            for (Lazy w : list(instance, "warnings")) {
              messages.warning(
                  Phase.RESOURCES,
                  state.forceString(w, null, "").toJava().strip(),
                  shown(instance));
            }
          });
    }
  }

  private void assertions(Instance instance) {
    for (Lazy lazy : list(instance, "assertions")) {
      NixAttrs assertion =
          state.forceAttrs(lazy, null, "while evaluating an assertion of " + instance);
      Lazy condition = assertion.get("assertion");
      if (condition != null && !state.forceBool(condition, assertion.position("assertion"), "")) {
        Lazy message = assertion.get("message");
        String text =
            message != null && message.force() instanceof NixString s
                ? s.toJava().strip()
                : "an assertion failed";
        messages.error(
            Phase.RESOURCES,
            Bytes.decode(instance.toString()) + ": " + text + place(instance),
            shown(instance));
      }
    }
  }

  private Lazy[] list(Instance instance, String part) {
    return state
        .forceList(packages.shared(instance).part(part), null, "while evaluating '" + part + "'")
        .elements();
  }

  /** What the packages declare to exist outside. */
  public List<External> external(Iterable<Instance> instances) {
    List<External> out = new ArrayList<>();
    for (Instance instance : instances) {
      guarded(
          Phase.RESOURCES,
          () ->
              out.add(
                  new External(
                      packages.shared(instance).part("external"),
                      Bytes.decode(instance.actualNamespace()))));
    }
    return out;
  }

  /**
   * Says which wildcard definitions reach nothing, and which packages cannot take an enforced one.
   */
  public void checkWildcards(
      Iterable<Instance> instances,
      List<Wildcard> wildcards,
      List<Resource> resources,
      ClusterConfig config) {
    Set<String> runPods = new HashSet<>();
    for (Resource r : resources) {
      String instance = r.instancePath();
      if (instance != null && POD_KINDS.contains(r.id().kind())) {
        runPods.add(instance);
      }
    }
    Map<Wildcard, Unreached> reached = new HashMap<>();
    SortedMap<String, Unenforced> unenforced = new TreeMap<>();
    for (Instance instance : instances) {
      // A rule about pods is not broken by a package that runs none.
      boolean runs = runPods.contains(Bytes.decode(instance.path()));
      for (PackageEvaluation.ReachedWildcard r : packages.shared(instance).wildcards()) {
        reached.computeIfAbsent(r.wildcard(), w -> new Unreached()).add(r);
        for (Restriction.Dropped d : r.dropped()) {
          if (runs && d.forced()) {
            unenforced
                .computeIfAbsent(d.path(), p -> new Unenforced(d.position(), new TreeSet<>()))
                .instances()
                .add(instance.path() + packageName(instance));
          }
        }
      }
    }
    UnreachedWildcards unreached = new UnreachedWildcards(instances, packages);
    for (Wildcard w : wildcards) {
      boolean options = w.part() == Wildcard.Part.CONFIG;
      if (!options && isReached(w, instances)) {
        continue;
      }
      for (Restriction.Dropped d : reached.getOrDefault(w, new Unreached()).of(w)) {
        report(
            config.policy().level("unmatchedWildcard"),
            "a definition for '"
                + w.pattern()
                + (d.path().isEmpty() ? "" : "." + d.path())
                + "' reaches no instance:\n"
                + unreached.why(w, d.path())
                + place(d.position())
                + unreached.hint(w, d.path()));
      }
    }
    for (Map.Entry<String, Unenforced> e : unenforced.entrySet()) {
      report(
          config.policy().level("unenforcedWildcard"),
          "'"
              + e.getKey()
              + "' is enforced by a wildcard, but the packages of these instances do not declare"
              + " it:\n"
              + String.join(", ", e.getValue().instances())
              + place(e.getValue().position()));
    }
  }

  private static String packageName(Instance instance) {
    String name = PackageShape.name(instance.packageValue());
    return name == null ? "" : " (package " + name + ")";
  }

  private static boolean isReached(Wildcard wildcard, Iterable<Instance> instances) {
    for (Instance instance : instances) {
      if (wildcard.matches(instance.namespace(), instance.name())) {
        return true;
      }
    }
    return false;
  }

  private record Unenforced(@Nullable Position position, Set<String> instances) {}

  /** The definitions of one wildcard that no instance has taken so far. */
  private static final class Unreached {
    private @Nullable Map<String, Restriction.Dropped> left;

    void add(PackageEvaluation.ReachedWildcard r) {
      Map<String, Restriction.Dropped> here = new TreeMap<>();
      for (Restriction.Dropped d : r.dropped()) {
        here.put(d.path(), d);
      }
      if (left == null) {
        left = here;
      } else {
        left.keySet().retainAll(here.keySet());
      }
    }

    /** Those left; of a wildcard that matches nothing all. */
    Iterable<Restriction.Dropped> of(Wildcard w) {
      if (left != null) {
        return left.values();
      }
      return w.module().force() instanceof NixAttrs module
              && module.get("config") instanceof Lazy definitions
          ? Restriction.of(definitions, NixAttrs.EMPTY).dropped()
          : List.of();
    }
  }

  /** For text that holds one char per byte. */
  private String place(@Nullable Position p) {
    return p == null ? "" : "\nin " + Bytes.encode(paths.show(p));
  }

  private void report(String policy, String text) {
    String shown = Bytes.decode(text);
    if (policy.equals("error")) {
      messages.error(Phase.OPTIONS, shown);
    } else if (policy.equals("warning")) {
      messages.warning(Phase.OPTIONS, shown);
    }
  }

  /** Runs a check of a part of an instance's package. */
  private void guarded(Instance instance, String part, Runnable check) {
    int depth = state.depth();
    try {
      check.run();
    } catch (EvalException e) {
      state.restoreDepth(depth);
      if (e.kind().isAboutTheEvaluation()) {
        throw e;
      }
      messages.error(
          Phase.RESOURCES,
          errors.describe(
              state,
              e,
              Bytes.decode("in '" + part + "' of the package of " + instance) + place(instance)),
          shown(instance));
    }
  }

  private void guarded(Phase phase, Runnable check) {
    int depth = state.depth();
    try {
      check.run();
    } catch (EvalException e) {
      state.restoreDepth(depth);
      if (!e.kind().isAboutTheEvaluation()) {
        messages.error(phase, errors.describe(state, e));
      } else {
        throw e;
      }
    }
  }
}
