package dev.kix.cluster.policy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kix.cluster.ClusterMessage.Phase;
import dev.kix.cluster.EvalErrors;
import dev.kix.cluster.Messages;
import dev.kix.cluster.SuppliedLazy;
import dev.kix.interpreter.Conversions;
import dev.kix.interpreter.diagnostic.ErrorKind;
import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.value.AttrsBuilder;
import dev.kix.interpreter.value.Bytes;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.NixBool;
import dev.kix.interpreter.value.NixList;
import dev.kix.interpreter.value.NixNull;
import dev.kix.interpreter.value.NixString;
import dev.kix.interpreter.value.Value;
import dev.kix.k8s.Finding;
import dev.kix.k8s.Findings;
import dev.kix.k8s.Manifest;
import dev.kix.k8s.Rule;
import dev.kix.k8s.RuleGroup;
import dev.kix.k8s.RulePolicy;
import dev.kix.k8s.Severity;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Checks the rules of {@code policy.rules}: functions in the cluster's own language, called with
 * each resource of the kinds they name. Belongs to the evaluation thread.
 */
public final class OwnRules {
  private final EvalState state;
  private final ClusterPolicy policy;
  private final EvalErrors errors;
  private final Messages messages;

  public OwnRules(EvalState state, ClusterPolicy policy, EvalErrors errors, Messages messages) {
    this.state = state;
    this.policy = policy;
    this.errors = errors;
    this.messages = messages;
  }

  /**
   * What breaks a rule, in the order of {@link Finding}. A rule that fails itself is an error among
   * the messages.
   *
   * @param instances what a rule is told of an instance, {@code NAMESPACE/NAME}; null for none
   */
  public List<Finding> check(
      List<Manifest> manifests, RulePolicy levels, Function<String, @Nullable Value> instances) {
    NixAttrs rules = policy.ownRules().flatten();
    Findings findings = new Findings(withLevels(rules, levels));
    if (rules.size() == 0) {
      return findings.sorted();
    }
    Map<String, Manifest> namespaces = new HashMap<>();
    Lazy[] all = new Lazy[manifests.size()];
    for (int i = 0; i < all.length; i++) {
      Manifest manifest = manifests.get(i);
      all[i] = new SuppliedLazy(() -> Conversions.fromJson(manifest.tree()));
      if (manifest.kind().equals("Namespace") && manifest.apiVersion().equals("v1")) {
        namespaces.put(manifest.name(), manifest);
      }
    }
    NixList resources = NixList.of(all);
    for (int r = 0; r < rules.size(); r++) {
      NixAttrs rule = state.forceAttrs(rules.value(r), null, "");
      Rule known = rule(rules.name(r), rule);
      Set<String> kinds = kinds(rule);
      for (int i = 0; i < all.length; i++) {
        Manifest manifest = manifests.get(i);
        if (!kinds.isEmpty() && !kinds.contains(manifest.kind())) {
          continue;
        }
        NixAttrs argument =
            new AttrsBuilder(4)
                .put("instance", instance(manifest, instances))
                .put("namespace", namespace(manifest, namespaces))
                .put("resource", all[i])
                .put("resources", resources)
                .build();
        if (!check(known, rule, manifest, argument, findings)) {
          break;
        }
      }
    }
    return findings.sorted();
  }

  private RulePolicy withLevels(NixAttrs rules, RulePolicy levels) {
    RulePolicy out = levels;
    for (int i = 0; i < rules.size(); i++) {
      NixAttrs rule = state.forceAttrs(rules.value(i), null, "");
      out = out.with(Bytes.decode(rules.name(i)), policy.level(ClusterPolicy.get(rule, "level")));
    }
    return out;
  }

  private Rule rule(String name, NixAttrs rule) {
    String summary = policy.text(ClusterPolicy.get(rule, "description"));
    return new Rule(Bytes.decode(name), RuleGroup.POLICY, Severity.ERROR, true, summary);
  }

  private Set<String> kinds(NixAttrs rule) {
    Set<String> out = new HashSet<>();
    for (Lazy kind : state.forceList(ClusterPolicy.get(rule, "kinds"), null, "").elements()) {
      out.add(policy.text(kind));
    }
    return out;
  }

  private static Lazy instance(Manifest manifest, Function<String, @Nullable Value> instances) {
    String path = manifest.instance();
    Value value = path == null ? null : instances.apply(path);
    return value == null ? NixNull.NULL : value;
  }

  private static Value namespace(Manifest manifest, Map<String, Manifest> namespaces) {
    String name = manifest.namespace();
    if (name.isEmpty()) {
      return NixNull.NULL;
    }
    Manifest namespace = namespaces.get(name);
    JsonNode metadata = namespace == null ? null : namespace.metadata();
    return new AttrsBuilder(3)
        .put("annotations", map(metadata == null ? null : metadata.get("annotations")))
        .put("labels", map(metadata == null ? null : metadata.get("labels")))
        .put("name", NixString.of(Bytes.encode(name)))
        .build();
  }

  private static Value map(@Nullable JsonNode node) {
    return node == null || !node.isObject() ? NixAttrs.EMPTY : Conversions.fromJson(node);
  }

  /** Whether the rule could be checked: one that fails would fail on other resources too. */
  private boolean check(
      Rule rule, NixAttrs definition, Manifest manifest, NixAttrs argument, Findings findings) {
    int depth = state.depth();
    try {
      report(
          rule,
          manifest,
          state.call(ClusterPolicy.get(definition, "check").force(), null, argument),
          findings);
      return true;
    } catch (EvalException e) {
      state.restoreDepth(depth);
      if (e.kind().isAboutTheEvaluation()) {
        throw e;
      }
      messages.error(
          Phase.RELATIONS,
          "The rule 'policy.rules."
              + rule.id()
              + "' failed on "
              + manifest.id()
              + ":\n"
              + errors.describe(state, e));
      return false;
    }
  }

  private void report(Rule rule, Manifest manifest, Value verdict, Findings findings) {
    switch (verdict) {
      case NixNull n -> {}
      case NixBool b -> {
        if (!b.value()) {
          add(rule, manifest, null, rule.summary(), null, findings);
        }
      }
      case NixString s -> add(rule, manifest, null, s.toJava(), null, findings);
      case NixList list -> {
        for (Lazy element : list.elements()) {
          report(rule, manifest, element.force(), findings);
        }
      }
      case NixAttrs attrs ->
          add(
              rule,
              manifest,
              text(attrs, "path"),
              text(attrs, "message") instanceof String m ? m : rule.summary(),
              text(attrs, "hint"),
              findings);
      default ->
          throw new EvalException(
              ErrorKind.TYPE,
              "a rule returns null, a Boolean, a string, a set with 'message', or a list of these,"
                  + " but this is "
                  + state.services().describe(verdict),
              null);
    }
  }

  private @Nullable String text(NixAttrs attrs, String name) {
    Lazy lazy = attrs.get(name);
    Value value = lazy == null ? NixNull.NULL : lazy.force();
    return value == NixNull.NULL ? null : policy.text(value);
  }

  private static void add(
      Rule rule,
      Manifest manifest,
      @Nullable String path,
      String message,
      @Nullable String hint,
      Findings findings) {
    findings.report(
        rule,
        manifest,
        path,
        "resource " + manifest.id() + " breaks the rule '" + rule.id() + "'",
        message.strip(),
        hint);
  }
}
