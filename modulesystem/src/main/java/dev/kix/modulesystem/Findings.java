package dev.kix.modulesystem;

import dev.kix.interpreter.diagnostic.EvalException;
import java.util.List;

/**
 * What came to light when all options were evaluated.
 *
 * @param problems errors in the use of options, each once, in the order of options
 * @param failures errors of the evaluation of values, each once
 * @param warnings deprecated options that are set
 */
public record Findings(
    List<ModuleProblem> problems, List<EvalException> failures, List<OptionWarning> warnings) {
  public Findings {
    problems = List.copyOf(problems);
    failures = List.copyOf(failures);
    warnings = List.copyOf(warnings);
  }
}
