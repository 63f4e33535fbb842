package dev.kix.cluster.policy;

import dev.kix.cluster.ClusterMessage.Phase;
import dev.kix.cluster.Messages;
import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.value.Bytes;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.NixNull;
import dev.kix.interpreter.value.Value;
import dev.kix.k8s.DidYouMean;
import dev.kix.k8s.Rule;
import dev.kix.k8s.RuleException;
import dev.kix.k8s.RulePolicy;
import dev.kix.k8s.Rules;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The evaluated option {@code policy}, already checked by the module system. Belongs to the
 * evaluation thread.
 */
public final class ClusterPolicy {
  /** The rules behind the options of the cluster; any other name is a rule's own. */
  private static final Map<String, List<String>> OPTIONS =
      Map.of(
          "removedApi", List.of("api-removed"),
          "deprecatedApi", List.of("api-deprecated"),
          "unknownField", List.of("schema-unknown-field"),
          "missingReference",
              List.of(
                  "namespace-exists",
                  "service-account-exists",
                  "role-exists",
                  "config-map-exists",
                  "secret-exists",
                  "pvc-exists",
                  "webhook-service",
                  "hpa-target",
                  "ingress-backend",
                  "stateful-set-service",
                  "priority-class-exists",
                  "storage-class-exists",
                  "ingress-class-exists"),
          "deprecatedOption", List.of(),
          "unmatchedWildcard", List.of(),
          "unenforcedWildcard", List.of());

  private static final Set<String> OTHER = Set.of("exceptions", "rules");

  private final EvalState state;
  private final NixAttrs policy;

  public ClusterPolicy(EvalState state, NixAttrs policy) {
    this.state = state;
    this.policy = policy;
  }

  /** What is done about what an option names: {@code error}, {@code warning}, {@code ignore}. */
  public String level(String option) {
    Lazy lazy = policy.get(option);
    return lazy == null ? "warning" : state.forceString(lazy, null, "").value();
  }

  /**
   * The levels and exceptions.
   *
   * @param messages takes an error for each name that is no rule's
   */
  public RulePolicy rules(Messages messages) {
    RulePolicy out = RulePolicy.DEFAULT;
    NixAttrs flat = policy.flatten();
    for (int i = 0; i < flat.size(); i++) {
      String name = Bytes.decode(flat.name(i));
      if (OTHER.contains(name)) {
        continue;
      }
      if (!OPTIONS.containsKey(name) && Rules.byId(name) == null) {
        unknown(name, messages);
        continue;
      }
      RulePolicy.Level level = level(flat.value(i));
      for (String rule : OPTIONS.getOrDefault(name, List.of(name))) {
        out = out.with(rule, level);
      }
    }
    for (String own : ownNames()) {
      if (Rules.byId(own) != null) {
        messages.error(
            Phase.OPTIONS,
            "The option 'policy.rules."
                + own
                + "' has the name of a rule of kix. Choose another name.");
      }
    }
    for (RuleException exception : exceptions()) {
      String pattern = exception.rule();
      if (pattern.indexOf('*') < 0
          && Rules.byId(pattern) == null
          && !ownNames().contains(pattern)) {
        unknown(pattern, messages);
      }
      out = out.with(exception);
    }
    return out;
  }

  private void unknown(String name, Messages messages) {
    Set<String> known = new TreeSet<>(OPTIONS.keySet());
    for (Rule rule : Rules.ALL) {
      known.add(rule.id());
    }
    known.addAll(ownNames());
    String hint = DidYouMean.hint(name, known);
    messages.error(
        Phase.OPTIONS,
        "The option 'policy' speaks of a rule '"
            + name
            + "', which does not exist."
            + (hint == null ? "" : "\nD" + hint.substring(1)));
  }

  private List<String> ownNames() {
    NixAttrs rules = ownRules().flatten();
    List<String> out = new ArrayList<>();
    for (int i = 0; i < rules.size(); i++) {
      out.add(Bytes.decode(rules.name(i)));
    }
    return out;
  }

  /** {@code policy.rules}. */
  NixAttrs ownRules() {
    return state.forceAttrs(get(policy, "rules"), null, "");
  }

  private List<RuleException> exceptions() {
    List<RuleException> out = new ArrayList<>();
    for (Lazy element : state.forceList(get(policy, "exceptions"), null, "").elements()) {
      NixAttrs e = state.forceAttrs(element, null, "");
      out.add(
          new RuleException(
              text(get(e, "rule")),
              textOrNull(get(e, "namespace")),
              textOrNull(get(e, "instance")),
              textOrNull(get(e, "resource")),
              level(get(e, "level")),
              text(get(e, "reason"))));
    }
    return out;
  }

  RulePolicy.Level level(Lazy lazy) {
    return switch (state.forceString(lazy, null, "").value()) {
      case "error" -> RulePolicy.Level.ERROR;
      case "warning" -> RulePolicy.Level.WARNING;
      default -> RulePolicy.Level.OFF;
    };
  }

  String text(Lazy lazy) {
    return state.forceString(lazy, null, "").toJava();
  }

  private @Nullable String textOrNull(Lazy lazy) {
    Value value = lazy.force();
    return value == NixNull.NULL ? null : text(value);
  }

  static Lazy get(NixAttrs owner, String name) {
    Lazy lazy = owner.get(name);
    if (lazy == null) {
      throw new IllegalStateException("the module system made no " + name);
    }
    return lazy;
  }
}
