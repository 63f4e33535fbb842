package dev.kix.cluster;

import dev.kix.cluster.ClusterMessage.Phase;
import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.modulesystem.Findings;
import dev.kix.modulesystem.ModuleEvaluation;
import dev.kix.modulesystem.ModuleProblem;
import dev.kix.modulesystem.OptionInfo;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates modules and reports everything that is wrong with them, not the first alone. Belongs to
 * the evaluation thread.
 */
public final class Options {
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

  /** Evaluates modules; lazy. */
  public ModuleEvaluation evaluate(List<? extends Lazy> modules, NixAttrs specialArgs) {
    return evaluate(modules, specialArgs, null);
  }

  /**
   * Evaluates modules; lazy.
   *
   * @param reader is told of each option whose value is computed, or null
   */
  public ModuleEvaluation evaluate(
      List<? extends Lazy> modules,
      NixAttrs specialArgs,
      @Nullable Consumer<? super List<String>> reader) {
    return ModuleEvaluation.of(state)
        .lib(library.lib())
        .modules(modules)
        .specialArgs(specialArgs)
        .reader(reader)
        .evaluate();
  }

  /**
   * Evaluates the values of all options and reports each that fails.
   *
   * @param closed options at the top whose values are evaluated to their heads only
   * @param complete whether an option without a value is an error even if nobody asks for it
   */
  public Findings check(ModuleEvaluation evaluation, Set<String> closed, boolean complete) {
    Findings findings = evaluation.findings(closed);
    for (ModuleProblem problem : findings.problems()) {
      messages.error(Phase.OPTIONS, errors.describe(state, problem));
    }
    for (EvalException failure : findings.failures()) {
      messages.error(Phase.OPTIONS, errors.describe(state, failure));
    }
    // What is undefined is often so because something else is wrong.
    if (complete && findings.problems().isEmpty() && findings.failures().isEmpty()) {
      evaluation.forEachOption(this::reportUndefined);
    }
    return findings;
  }

  private void reportUndefined(OptionInfo option) {
    if (!option.isDefined()) {
      EvalException failure = option.failure();
      if (failure != null) {
        messages.error(Phase.OPTIONS, errors.describe(state, failure));
      }
    }
  }
}
