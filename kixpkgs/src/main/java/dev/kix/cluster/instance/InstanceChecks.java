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
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

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

  /** Evaluates every instance's options, all of them, and reports what is wrong. */
  public void checkOptions(Map<Instance, List<Dependency>> wiring, Options options) {
    for (Instance instance : wiring.keySet()) {
      guarded(
          Phase.OPTIONS,
          () -> options.check(packages.shared(instance).evaluatedOptions(), Set.of()));
    }
  }

  /** Refuses dependencies across namespaces on what may only be used in its own. */
  public void checkScopes(Map<Instance, List<Dependency>> wiring) {
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
                        + place(instance));
              }
            });
      }
    }
  }

  private String place(Instance instance) {
    Position p = instance.position();
    return p == null ? "" : "\nin " + paths.show(p);
  }

  /** Reports failed assertions and the warnings of the packages. */
  public void checkAssertions(Iterable<Instance> instances) {
    for (Instance instance : instances) {
      guarded(Phase.RESOURCES, () -> assertions(instance));
      guarded(
          Phase.RESOURCES,
          () -> {
            for (Lazy w : list(instance, "warnings")) {
              messages.warning(Phase.RESOURCES, state.forceString(w, null, "").toJava().strip());
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
            Phase.RESOURCES, Bytes.decode(instance.toString()) + ": " + text + place(instance));
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
                      Bytes.decode(instance.namespace()))));
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
    Set<Wildcard> reaching = new HashSet<>();
    SortedMap<String, Set<String>> unenforced = new TreeMap<>();
    for (Instance instance : instances) {
      PackageEvaluation evaluation = packages.shared(instance);
      reaching.addAll(evaluation.reaching());
      // A rule about pods is not broken by a package that runs none.
      if (runPods.contains(instance.path())) {
        for (String path : evaluation.unenforced()) {
          unenforced.computeIfAbsent(path, p -> new TreeSet<>()).add(instance.path());
        }
      }
    }
    for (Wildcard w : wildcards) {
      if (!reaching.contains(w)) {
        report(
            config.policy("unmatchedWildcard"),
            "a definition for '"
                + w.pattern()
                + ".config' reaches no instance:\n"
                + "none matches and declares the option.");
      }
    }
    for (Map.Entry<String, Set<String>> e : unenforced.entrySet()) {
      report(
          config.policy("unenforcedWildcard"),
          "'"
              + e.getKey()
              + "' is enforced by a wildcard, but the packages of these instances do not declare"
              + " it:\n"
              + String.join(", ", e.getValue()));
    }
  }

  private void report(String policy, String text) {
    String shown = Bytes.decode(text);
    if (policy.equals("error")) {
      messages.error(Phase.OPTIONS, shown);
    } else if (policy.equals("warning")) {
      messages.warning(Phase.OPTIONS, shown);
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
