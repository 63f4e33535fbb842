package dev.kix.cluster.instance;

import dev.kix.cluster.ClusterMessage.Phase;
import dev.kix.cluster.EvalErrors;
import dev.kix.cluster.Messages;
import dev.kix.cluster.SourcePaths;
import dev.kix.grammar.Position;
import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.value.Bytes;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.NixString;
import org.jspecify.annotations.Nullable;

/**
 * Tells users of options that a package marks with {@code kix.deprecated}, with the place of each
 * definition:
 *
 * <pre>
 * warning: 'ingress.host' is deprecated since ingress-nginx v1.12.
 *          Use 'ingress.hosts' (list) instead.
 *          This will become an error in the next major kix release.
 *          in webshop.nix, line 38
 * </pre>
 */
public final class DeprecatedOptions {
  /** What an option's own default has; a definition by a user has less. */
  private static final long DEFAULT_PRIORITY = 1500;

  private final EvalState state;
  private final PackageEvaluator packages;
  private final Messages messages;
  private final EvalErrors errors;
  private final SourcePaths paths;

  public DeprecatedOptions(
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
   * Looks at the options of all instances.
   *
   * @param level the cluster's {@code policy.deprecatedOption}: {@code error}, {@code warning} or
   *     {@code ignore}
   */
  public void check(Iterable<Instance> instances, String level) {
    if (level.equals("ignore")) {
      return;
    }
    for (Instance instance : instances) {
      int depth = state.depth();
      try {
        Lazy options = packages.shared(instance).evaluatedOptions().get("options");
        if (options != null) {
          walk(state.forceAttrs(options, null, ""), "", level);
        }
      } catch (EvalException e) {
        state.restoreDepth(depth);
        if (e.kind().isAboutTheEvaluation()) {
          throw e;
        }
        messages.error(Phase.OPTIONS, errors.describe(state, e));
      }
    }
  }

  private void walk(NixAttrs options, String prefix, String level) {
    NixAttrs flat = options.flatten();
    for (int i = 0; i < flat.size(); i++) {
      String name = flat.name(i);
      if (name.equals("_module") || !(flat.value(i).force() instanceof NixAttrs inner)) {
        continue;
      }
      if (!"option".equals(text(inner, "_type"))) {
        walk(inner, prefix + name + ".", level);
      } else if (inner.get("deprecated") instanceof Lazy marker && isDefinedByUser(inner)) {
        report(prefix + name, state.forceAttrs(marker, null, ""), inner, level);
      }
    }
  }

  private boolean isDefinedByUser(NixAttrs option) {
    Lazy isDefined = option.get("isDefined");
    Lazy priority = option.get("highestPrio");
    return isDefined != null
        && priority != null
        && state.forceBool(isDefined, null, "")
        && state.forceInt(priority, null, "") < DEFAULT_PRIORITY;
  }

  private void report(String path, NixAttrs marker, NixAttrs option, String level) {
    StringBuilder message = new StringBuilder("'").append(path).append("' is deprecated");
    String since = text(marker, "since");
    if (since != null) {
      message.append(" since ").append(since);
    }
    message.append('.');
    String use = text(marker, "use");
    if (use != null) {
      message.append("\nUse ").append(use).append(" instead.");
    }
    String head = Bytes.decode(message.toString());
    String consequence =
        level.equals("error") ? "" : "\nThis will become an error in the next major kix release.";
    Lazy definitions = option.get("definitionsWithLocations");
    if (definitions == null) {
      return;
    }
    for (Lazy lazy : state.forceList(definitions, null, "").elements()) {
      NixAttrs definition = state.forceAttrs(lazy, null, "");
      String text = head + consequence + place(definition);
      if (level.equals("error")) {
        messages.error(Phase.OPTIONS, text);
      } else {
        messages.warning(Phase.OPTIONS, text);
      }
    }
  }

  private String place(NixAttrs definition) {
    Position position = definition.position("value");
    if (position != null) {
      return "\nin " + paths.show(position);
    }
    String file = text(definition, "file");
    return file == null ? "" : "\nin " + paths.show(file);
  }

  private static @Nullable String text(NixAttrs owner, String name) {
    Lazy lazy = owner.get(name);
    return lazy != null && lazy.force() instanceof NixString s ? s.value() : null;
  }
}
