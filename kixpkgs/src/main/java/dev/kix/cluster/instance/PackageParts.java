package dev.kix.cluster.instance;

import dev.kix.interpreter.diagnostic.EditDistance;
import dev.kix.interpreter.diagnostic.Suggestions;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What of a package nobody would read, or would read as something else, because of how it is spelt.
 * A package may have attributes of its own, for itself; one that is nearly the name of a part,
 * which is missing, is meant to be that. Texts hold one char per byte.
 */
final class PackageParts {
  private static final List<String> PARTS =
      List.of("assertions", "external", "meta", "options", "out", "resources", "warnings");

  private static final int TYPING_ERROR = 2;

  private PackageParts() {}

  /**
   * Looks at the package of an instance.
   *
   * @param errors is told what cannot be as it is
   * @param warnings is told what is not read
   */
  static void check(
      PackageEvaluation evaluation, Consumer<String> errors, Consumer<String> warnings) {
    oneOf(evaluation, "lifecycle", List.of("stateful", "stateless"), errors);
    oneOf(evaluation, "scope", List.of("cluster", "namespace"), errors);
    List<String> names = evaluation.attributes();
    for (String name : names) {
      String meant = PARTS.contains(name) ? null : near(name);
      if (meant != null && !names.contains(meant)) {
        warnings.accept(
            "the package of "
                + evaluation.instance()
                + " has '"
                + name
                + "', which nobody reads.\nDid you mean '"
                + meant
                + "'?");
      }
    }
  }

  private static @Nullable String near(String name) {
    return Suggestions.bestMatches(PARTS, name).stream()
        .filter(part ->
            EditDistance.levenshtein(part, name) <= Math.min(TYPING_ERROR, part.length() / 3))
        .findFirst()
        .orElse(null);
  }

  private static void oneOf(
      PackageEvaluation evaluation, String name, List<String> allowed, Consumer<String> errors) {
    String value = evaluation.meta(name);
    if (value != null && !allowed.contains(value)) {
      errors.accept(
          "meta."
              + name
              + " of the package of "
              + evaluation.instance()
              + " is \""
              + value
              + "\".\nIt is one of: "
              + String.join(", ", allowed)
              + ".");
    }
  }
}
