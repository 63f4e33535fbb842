package dev.kix.k8s.cel;

import dev.cel.bundle.Cel;
import dev.cel.bundle.CelBuilder;
import dev.cel.bundle.CelFactory;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.types.CelType;
import dev.cel.common.types.OptionalType;
import dev.cel.compiler.CelCompilerLibrary;
import dev.cel.extensions.CelExtensions;
import dev.cel.extensions.CelStringExtensions;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntimeLibrary;
import dev.cel.runtime.Program;
import dev.cel.validator.CelValidatorBuilder;
import dev.cel.validator.CelValidatorFactory;
import dev.cel.validator.validators.DurationLiteralValidator;
import dev.cel.validator.validators.HomogeneousLiteralValidator;
import dev.cel.validator.validators.TimestampLiteralValidator;
import dev.kix.k8s.KubernetesVersion;
import dev.kix.k8s.schema.Schema;
import java.util.EnumSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The language as the API server offers it to CustomResourceDefinitions: the standard, the
 * extensions for optionals, strings, sets, lists and two-variable comprehensions, and the functions
 * of Kubernetes, as far as the version has them. Making one takes some tenths of a second in a cold
 * JVM. Immutable.
 */
final class CelEnvironment {
  /** The server counts costs; this bound has the same end, that no rule runs for long. */
  private static final int MOST_ITERATIONS = 1_000_000;

  /**
   * A compiled expression, or why it is none.
   *
   * @param program null when there are errors
   * @param tree the same as the checker understood it, or null when there are errors
   * @param type of the result
   * @param errors in sentences, with the place in the expression
   */
  record Expression(
      @Nullable Program program,
      @Nullable CelAbstractSyntaxTree tree,
      @Nullable CelType type,
      List<String> errors) {

    static Expression broken(List<String> errors) {
      return new Expression(null, null, null, errors);
    }

    /** Whether a variable occurs in it. */
    boolean uses(String variable) {
      return tree != null
          && tree.getReferenceMap().values().stream().anyMatch(r -> r.name().equals(variable));
    }
  }

  /** Version 2 of the library: the server's has no reverse. */
  private static final CelStringExtensions STRINGS =
      CelExtensions.strings(EnumSet.complementOf(EnumSet.of(CelStringExtensions.Function.REVERSE)));

  private final Cel cel;
  private final boolean checksLiterals;
  private final @Nullable ListRewriter lists;

  private CelEnvironment(Cel cel, boolean checksLiterals, @Nullable ListRewriter lists) {
    this.cel = cel;
    this.checksLiterals = checksLiterals;
    this.lists = lists;
  }

  /**
   * An environment in which the types of a definition are known.
   *
   * @param version of the server
   * @param lists what knows the lists whose order does not count, or null when there are none
   */
  static CelEnvironment with(
      CelTypes types, KubernetesVersion version, @Nullable ListRewriter lists) {
    CelOptions options =
        CelOptions.current()
            .enableHeterogeneousNumericComparisons(knows(version, 28))
            .enableOptionalSyntax(knows(version, 28))
            .comprehensionMaxIterations(MOST_ITERATIONS)
            .build();
    CelBuilder builder =
        CelFactory.plannerCelBuilder()
            .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
            .setOptions(options)
            .setTypeProvider(types.provider());
    add(builder, STRINGS);
    if (knows(version, 28)) {
      add(builder, CelExtensions.optional());
    }
    if (knows(version, 29)) {
      add(builder, CelExtensions.sets(options));
    }
    if (knows(version, 32)) {
      add(builder, CelExtensions.comprehensions());
    }
    if (knows(version, 34)) {
      add(builder, CelExtensions.lists());
    }
    functions(version).addTo(builder);
    if (lists != null) {
      builder.addFunctionDeclarations(ListRewriter.declarations());
      builder.addFunctionBindings(lists.bindings());
    }
    return new CelEnvironment(builder.build(), knows(version, 29), lists);
  }

  /**
   * Whether new expressions may use what a minor version brought (pkg/cel/environment, base.go):
   * the server takes it one version later, so that it can be rolled back.
   */
  private static boolean knows(KubernetesVersion version, int minor) {
    return version.isAtLeast(new KubernetesVersion(1, minor + 1));
  }

  private static <T extends CelCompilerLibrary & CelRuntimeLibrary> void add(
      CelBuilder builder, T library) {
    builder.addCompilerLibraries(library).addRuntimeLibraries(library);
  }

  private static FunctionTable functions(KubernetesVersion version) {
    FunctionTable out = new FunctionTable();
    UrlLibrary.addTo(out);
    ListLibrary.addTo(out);
    TextLibrary.addTo(out);
    if (knows(version, 28)) {
      QuantityLibrary.addTo(out);
    }
    if (knows(version, 29)) {
      TextLibrary.addFormatTo(out);
    }
    if (knows(version, 30)) {
      AddressLibrary.addTo(out);
    }
    if (knows(version, 31)) {
      FormatLibrary.addTo(out);
    }
    if (knows(version, 33)) {
      SemverLibrary.addTo(out);
    }
    return out;
  }

  private CelEnvironment with(Cel other) {
    return new CelEnvironment(other, checksLiterals, lists);
  }

  /** The same with {@code self} of a type. */
  CelEnvironment withSelf(CelType self) {
    return with(cel.toCelBuilder().addVar("self", self).build());
  }

  /** The same with {@code oldSelf} of a type, or an optional of it. */
  CelEnvironment withOldSelf(CelType self, boolean optional) {
    CelType type = optional ? OptionalType.create(self) : self;
    return with(cel.toCelBuilder().addVar("oldSelf", type).build());
  }

  /** The same with one more variable. */
  CelEnvironment withVariable(String name, CelType type) {
    return with(cel.toCelBuilder().addVar(name, type).build());
  }

  /** Compiles an expression in which the order of all lists counts. */
  Expression compile(String text) {
    return compile(text, null);
  }

  /**
   * Compiles an expression.
   *
   * @param self the schema of {@code self} and {@code oldSelf}, or null when the order of all lists
   *     counts
   */
  Expression compile(String text, @Nullable Schema self) {
    CelValidationResult checked = cel.compile(text);
    if (checked.hasError()) {
      return Expression.broken(checked.getErrors().stream().map(CelEnvironment::describe).toList());
    }
    try {
      CelAbstractSyntaxTree tree = checked.getAst();
      CelValidationResult literals = checksLiterals ? literals(text, tree) : checked;
      if (literals.hasError()) {
        return Expression.broken(
            literals.getErrors().stream().map(CelEnvironment::describe).toList());
      }
      CelAbstractSyntaxTree run = lists == null || self == null ? tree : lists.rewrite(tree, self);
      return new Expression(cel.createProgram(run), tree, tree.getResultType(), List.of());
    } catch (CelValidationException | CelEvaluationException e) {
      return Expression.broken(List.of(String.valueOf(e.getMessage())));
    }
  }

  /** Durations, times and regular expressions that are written out; lists of one type. */
  private CelValidationResult literals(String text, CelAbstractSyntaxTree tree) {
    CelValidatorBuilder builder =
        CelValidatorFactory.standardCelValidatorBuilder(cel)
            .addAstValidators(
                DurationLiteralValidator.INSTANCE,
                TimestampLiteralValidator.INSTANCE,
                PatternLiterals.INSTANCE);
    if (!text.contains("sortBy")) { // the macro makes pairs of keys and elements
      builder.addAstValidators(HomogeneousLiteralValidator.newInstance("format"));
    }
    return builder.build().validate(tree);
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
