package dev.kix.cluster;

import dev.kix.interpreter.diagnostic.EditDistance;
import dev.kix.interpreter.value.NixFunction;
import dev.kix.modulesystem.DefinitionInfo;
import dev.kix.modulesystem.ModuleProblem;
import dev.kix.modulesystem.ModuleProblem.Kind;
import java.util.List;
import java.util.Set;

/**
 * What to do about problems with options of a cluster, where the module system, which knows no
 * clusters, cannot say it. One char per byte.
 */
final class ProblemHints {
  /** What packages have and instances have not. */
  private static final Set<String> PARTS =
      Set.of("assertions", "meta", "options", "out", "resources", "warnings");

  private ProblemHints() {}

  /** Further lines, each preceded by a line break; empty when there is nothing to add. */
  static String of(ModuleProblem problem) {
    List<String> path = problem.path();
    if (path.isEmpty()) {
      return "";
    }
    boolean type = problem.kind() == Kind.TYPE_MISMATCH;
    return switch (path.get(0)) {
      case "instances" -> instance(problem, path);
      case "kubernetes" ->
          type && path.equals(List.of("kubernetes", "version"))
              ? "\nIt is major and minor version in quotes, such as \"1.36\"."
              : "";
      case "name" ->
          type && path.size() == 1 && isGiven(problem)
              ? "\nIt is the cluster's attribute name: rename that, or set the option 'name'."
              : "";
      default -> "";
    };
  }

  private static String instance(ModuleProblem problem, List<String> path) {
    boolean type = problem.kind() == Kind.TYPE_MISMATCH || problem.kind() == Kind.NOT_A_SET;
    String written = String.join(".", path);
    if (type && path.size() == 1 && isFunction(problem)) {
      return "\nOf kix.mkEnv all three arguments are needed: kix.mkEnv NAME { config = { }; } { GROUP = { env, ... }: { }; }";
    }
    if (type && path.size() == 2) {
      return "\nA package is given as '" + written + ".NAME.package'.";
    }
    if (type && path.size() == 3) {
      return "\nA package is given as '" + written + ".package'.";
    }
    if (path.size() == 4
        && path.get(3).equals("package")
        && (problem.kind() == Kind.CONFLICT || problem.kind() == Kind.NOT_UNIQUE)) {
      return "\nAn instance has one package: let one module name it, or call one instance otherwise.";
    }
    if (problem.kind() == Kind.UNKNOWN_OPTION
        && path.size() >= 4
        && problem.suggestions().stream().noneMatch(s -> isNear(written, s))) {
      if (PARTS.contains(path.get(3))) {
        return "\nA package is given as '" + String.join(".", path.subList(0, 3)) + ".package'.";
      }
      return "\nOptions of its package are set below 'config': "
          + String.join(".", path.subList(0, 3))
          + ".config."
          + String.join(".", path.subList(3, path.size()));
    }
    return "";
  }

  private static boolean isFunction(ModuleProblem problem) {
    return problem.definitions().stream()
        .anyMatch(d -> d.value().valueIfForced() instanceof NixFunction);
  }

  /** Whether it is offered as what may have been meant. */
  private static boolean isNear(String written, String suggestion) {
    int last = written.length() - written.lastIndexOf('.') - 1;
    return EditDistance.levenshtein(written, suggestion) <= Math.max(2, last / 3);
  }

  /** Whether the compiler gave the value, and nobody wrote it. */
  private static boolean isGiven(ModuleProblem problem) {
    return problem.definitions().stream().map(DefinitionInfo::position).allMatch(p -> p == null);
  }
}
