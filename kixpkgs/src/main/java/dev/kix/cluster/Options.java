package dev.kix.cluster;

import dev.kix.cluster.ClusterMessage.Phase;
import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.modulesystem.Findings;
import dev.kix.modulesystem.ModuleEvaluation;
import dev.kix.modulesystem.ModuleProblem;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
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
   * @param required whether it is an error, even if nobody asks for its value, that the option at a
   *     path has none
   */
  public Findings check(
      ModuleEvaluation evaluation, Set<String> closed, Predicate<List<String>> required) {
    Findings findings = evaluation.findings(closed);
    for (ModuleProblem problem : findings.problems()) {
      messages.error(Phase.OPTIONS, errors.describe(state, problem));
    }
    for (EvalException failure : findings.failures()) {
      messages.error(Phase.OPTIONS, errors.describe(state, failure));
    }
    for (ModuleProblem undefined : findings.undefined()) {
      if (required.test(undefined.path()) && !isMisspelt(undefined, findings.problems())) {
        messages.error(Phase.OPTIONS, errors.describe(state, undefined));
      }
    }
    return findings;
  }

  /**
   * Reports definitions that are wrong by themselves, whatever they are evaluated together with.
   */
  public void checkDefinitions(ModuleEvaluation evaluation) {
    for (ModuleProblem problem : evaluation.problems()) {
      if (problem.kind() != ModuleProblem.Kind.UNDEFINED_OPTION) {
        messages.error(Phase.OPTIONS, errors.describe(state, problem));
      }
    }
  }

  /**
   * Whether something beside it is defined that does not exist: that is what it should have been.
   */
  private static boolean isMisspelt(ModuleProblem undefined, List<ModuleProblem> problems) {
    for (ModuleProblem p : problems) {
      if (p.kind() == ModuleProblem.Kind.UNKNOWN_OPTION
          && parent(p).equals(parent(undefined))
          && p.suggestions().stream().anyMatch(s -> s.equals(undefined.option()))) {
        return true;
      }
    }
    return false;
  }

  private static List<String> parent(ModuleProblem problem) {
    return problem.path().subList(0, problem.path().size() - 1);
  }
}
