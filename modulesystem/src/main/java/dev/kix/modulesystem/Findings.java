package dev.kix.modulesystem;

import dev.kix.interpreter.diagnostic.EvalException;
import java.util.List;

/**
 * What came to light when all options were evaluated.
 *
 * @param problems errors in the use of options, each once, in the order of options
 * @param failures errors of the evaluation of values, each once
 * @param undefined options without a value or a default, in submodules too, with the definitions of
 *     what they are inside of; as long as nobody needs their values it is for the caller to say
 *     whether that is an error
 * @param warnings deprecated options that are set
 */
public record Findings(
    List<ModuleProblem> problems,
    List<EvalException> failures,
    List<ModuleProblem> undefined,
    List<OptionWarning> warnings) {
  public Findings {
    undefined = List.copyOf(undefined);
    problems = List.copyOf(problems);
    failures = List.copyOf(failures);
    warnings = List.copyOf(warnings);
  }
}
