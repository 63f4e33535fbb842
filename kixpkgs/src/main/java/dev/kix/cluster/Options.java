package dev.kix.cluster;

import dev.kix.cluster.ClusterMessage.Phase;
import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.value.AttrsBuilder;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.NixBool;
import dev.kix.interpreter.value.NixList;
import dev.kix.interpreter.value.NixString;
import dev.kix.interpreter.value.Value;
import java.util.List;
import java.util.Set;

/**
 * Evaluates modules with {@code lib.evalModules} and reports everything that is wrong with them,
 * not the first alone.
 */
public final class Options {
  private static final int MAX_DEPTH = 32;

  private final EvalState state;
  private final KixLibrary library;
  private final EvalErrors errors;
  private final Messages messages;

  public Options(EvalState state, KixLibrary library, EvalErrors errors, Messages messages) {
    this.state = state;
    this.library = library;
    this.errors = errors;
    this.messages = messages;
  }

  /** What {@code lib.evalModules} returns: {@code config}, {@code options} and more. */
  public NixAttrs evaluate(List<? extends Lazy> modules, NixAttrs specialArgs) {
    NixAttrs lib = state.forceAttrs(library.lib(), null, "");
    Lazy evalModules = lib.get("evalModules");
    if (evalModules == null) {
      throw new IllegalStateException("lib has no evalModules");
    }
    Value result =
        state.call(
            evalModules.force(),
            null,
            new AttrsBuilder(2)
                .put("modules", NixList.copyOf(modules))
                .put("specialArgs", specialArgs)
                .build());
    return state.forceAttrs(result, null, "");
  }

  /**
   * Forces the values of all options and reports each that fails.
   *
   * @param shallow top-level options whose content is left alone: it is large, and checked when
   *     used
   */
  public void check(NixAttrs evaluated, Set<String> shallow) {
    int depth = state.depth();
    Lazy config = evaluated.get("config");
    if (config == null) {
      throw new IllegalStateException("evalModules returned no config");
    }
    NixAttrs walked = evaluated;
    try {
      config.force();
    } catch (EvalException e) {
      report(e, depth);
      walked = unchecked(evaluated);
    }
    Lazy options = walked.get("options");
    if (options == null) {
      throw new IllegalStateException("evalModules returned no options");
    }
    try {
      walk(state.forceAttrs(options, null, ""), shallow, 0);
    } catch (EvalException e) {
      report(e, depth);
    }
  }

  /**
   * The same modules without the search for unknown options, which would hide what else is wrong.
   */
  private NixAttrs unchecked(NixAttrs evaluated) {
    Lazy extendModules = evaluated.get("extendModules");
    if (extendModules == null) {
      return evaluated;
    }
    NixAttrs noCheck = NixAttrs.of("_module", NixAttrs.of("check", NixBool.FALSE));
    Value again =
        state.call(
            extendModules.force(),
            null,
            NixAttrs.of("modules", NixList.of(NixAttrs.of("config", noCheck))));
    return state.forceAttrs(again, null, "");
  }

  private void walk(NixAttrs options, Set<String> shallow, int depth) {
    NixAttrs flat = options.flatten();
    for (int i = 0; i < flat.size(); i++) {
      String name = flat.name(i);
      if (name.equals("_module")) {
        continue;
      }
      int callDepth = state.depth();
      try {
        if (!(flat.value(i).force() instanceof NixAttrs option)) {
          continue;
        }
        Lazy type = option.get("_type");
        if (type != null && type.force() instanceof NixString s && s.value().equals("option")) {
          Lazy value = option.get("value");
          if (value != null) {
            Value v = value.force();
            if (depth > 0 || !shallow.contains(name)) {
              deep(v, 0);
            }
          }
        } else {
          walk(option, shallow, depth + 1);
        }
      } catch (EvalException e) {
        report(e, callDepth);
      }
    }
  }

  /**
   * Forces what is inside a value, each part on its own, so that one failure does not hide another.
   */
  private void deep(Lazy lazy, int depth) {
    if (depth > MAX_DEPTH) {
      return;
    }
    int callDepth = state.depth();
    try {
      Value v = lazy.force();
      if (v instanceof NixList list) {
        for (Lazy element : list.elements()) {
          deep(element, depth + 1);
        }
      } else if (v instanceof NixAttrs attrs && !attrs.has("_type")) {
        NixAttrs flat = attrs.flatten();
        for (int i = 0; i < flat.size(); i++) {
          deep(flat.value(i), depth + 1);
        }
      }
    } catch (EvalException e) {
      report(e, callDepth);
    }
  }

  private void report(EvalException e, int depth) {
    state.restoreDepth(depth);
    if (e.kind().isAboutTheEvaluation()) {
      throw e;
    }
    messages.error(Phase.OPTIONS, errors.describe(state, e));
  }
}
