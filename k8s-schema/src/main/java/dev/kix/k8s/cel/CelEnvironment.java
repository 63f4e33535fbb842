package dev.kix.k8s.cel;

import dev.cel.bundle.Cel;
import dev.cel.bundle.CelFactory;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.types.CelType;
import dev.cel.common.types.OptionalType;
import dev.cel.extensions.CelExtensions;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.Program;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The language as the API server offers it to CustomResourceDefinitions: the standard, the
 * extensions for optionals, strings, sets and two-variable comprehensions, and the functions of
 * Kubernetes. Making one takes some tenths of a second in a cold JVM. Immutable.
 */
final class CelEnvironment {
  /** The server counts costs; this bound has the same end, that no rule runs for long. */
  private static final int MOST_ITERATIONS = 1_000_000;

  private static final CelOptions OPTIONS =
      CelOptions.current()
          .enableHeterogeneousNumericComparisons(true)
          .enableOptionalSyntax(true)
          .comprehensionMaxIterations(MOST_ITERATIONS)
          .build();

  /**
   * A compiled expression, or why it is none.
   *
   * @param program null when there are errors
   * @param type of the result
   * @param errors in sentences, with the place in the expression
   */
  record Expression(@Nullable Program program, @Nullable CelType type, List<String> errors) {}

  private final Cel cel;

  private CelEnvironment(Cel cel) {
    this.cel = cel;
  }

  /** An environment in which the types of a definition are known. */
  static CelEnvironment with(CelTypes types) {
    FunctionTable functions = new FunctionTable();
    QuantityLibrary.addTo(functions);
    UrlLibrary.addTo(functions);
    AddressLibrary.addTo(functions);
    ListLibrary.addTo(functions);
    TextLibrary.addTo(functions);
    FormatLibrary.addTo(functions);
    SemverLibrary.addTo(functions);
    var builder =
        CelFactory.plannerCelBuilder()
            .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
            .setOptions(OPTIONS)
            .setTypeProvider(types.provider())
            .addCompilerLibraries(
                CelExtensions.optional(),
                CelExtensions.strings(),
                CelExtensions.sets(OPTIONS),
                CelExtensions.comprehensions())
            .addRuntimeLibraries(
                CelExtensions.optional(),
                CelExtensions.strings(),
                CelExtensions.sets(OPTIONS),
                CelExtensions.comprehensions());
    functions.addTo(builder);
    return new CelEnvironment(builder.build());
  }

  /** The same with {@code self} of a type. */
  CelEnvironment withSelf(CelType self) {
    return new CelEnvironment(cel.toCelBuilder().addVar("self", self).build());
  }

  /** The same with {@code oldSelf} of a type, or an optional of it. */
  CelEnvironment withOldSelf(CelType self, boolean optional) {
    CelType type = optional ? OptionalType.create(self) : self;
    return new CelEnvironment(cel.toCelBuilder().addVar("oldSelf", type).build());
  }

  /** The same with one more variable. */
  CelEnvironment withVariable(String name, CelType type) {
    return new CelEnvironment(cel.toCelBuilder().addVar(name, type).build());
  }

  Expression compile(String text) {
    CelValidationResult checked = cel.compile(text);
    if (checked.hasError()) {
      return new Expression(
          null, null, checked.getErrors().stream().map(CelEnvironment::describe).toList());
    }
    try {
      CelAbstractSyntaxTree tree = checked.getAst();
      return new Expression(cel.createProgram(tree), tree.getResultType(), List.of());
    } catch (CelValidationException | CelEvaluationException e) {
      return new Expression(null, null, List.of(String.valueOf(e.getMessage())));
    }
  }

  /** The candidates, which may be many, are left out. */
  private static String describe(CelIssue issue) {
    String message = issue.getMessage();
    int candidates = message.indexOf(" (candidates:");
    String shown = candidates < 0 ? message : message.substring(0, candidates);
    int container = shown.indexOf(" (in container ''");
    shown = container < 0 ? shown : shown.substring(0, container);
    return shown
        + " (line "
        + issue.getSourceLocation().getLine()
        + ", column "
        + (issue.getSourceLocation().getColumn() + 1)
        + ")";
  }
}
