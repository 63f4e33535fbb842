package dev.kix.modulesystem;

import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.value.Shape;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Describes definitions of options that are not declared. */
final class UnknownOptions {
  private static final int SUGGESTIONS = 3;
  private static final int LARGE = 100;

  private UnknownOptions() {}

  static EvalException raise(
      EvalState state, Configuration configuration, OptionLevel.Unmatched unknown) {
    ModuleProblem problem = problem(state, configuration, unknown);
    try {
      return Problems.raise(state, problem);
    } catch (EvalException e) {
      throw e.duringCustom(
              null,
              "while evaluating a definition from `" + problem.definitions().get(0).file() + "'")
          .duringCustom(
              null,
              "while evaluating the error message for definitions for `"
                  + problem.option()
                  + "', which is an option that does not exist");
    }
  }

  static ModuleProblem problem(
      EvalState state, Configuration configuration, OptionLevel.Unmatched unknown) {
    Loc prefix = configuration.arguments().prefix();
    Loc loc = prefix.append(unknown.path());
    return new ModuleProblem(
        ModuleProblem.Kind.UNKNOWN_OPTION,
        loc.names(),
        null,
        null,
        List.of(Problems.info(state, unknown.definition(), true)),
        explanation(configuration, prefix),
        List.of(),
        suggestions(configuration, unknown.path(), loc.parent()));
  }

  private static @Nullable String explanation(Configuration configuration, Loc prefix) {
    Shape names = configuration.root().names();
    if (names.size() > 1) {
      return null;
    }
    return prefix.isRoot()
        ? "\n\nIt seems as if you're trying to declare an option by placing it into `config' rather"
            + " than `options'!\n"
        : "\n\nHowever there are no options defined in `"
            + prefix.show()
            + "'. Are you sure you've\ndeclared your options properly? This can happen if you e.g."
            + " declared your options in `types.submodule'\nunder `config' rather than"
            + " `options'.\n";
  }

  private static List<String> suggestions(
      Configuration configuration, List<String> path, Loc parent) {
    OptionLevel level = levelAt(configuration.root(), path.subList(0, path.size() - 1));
    if (level == null) {
      return List.of();
    }
    List<String> siblings = new ArrayList<>();
    Shape names = level.names();
    for (int i = 0; i < names.size(); i++) {
      if (path.size() > 1 || !names.name(i).equals("_module")) {
        siblings.add(names.name(i));
      }
    }
    String wrong = path.get(path.size() - 1);
    List<String> near =
        siblings.size() < LARGE
            ? Suggestions.nearest(wrong, siblings, SUGGESTIONS)
            : Suggestions.within(wrong, siblings, 2, SUGGESTIONS);
    return near.stream().map(name -> parent.child(name).show()).toList();
  }

  private static @Nullable OptionLevel levelAt(OptionLevel root, List<String> path) {
    OptionLevel level = root;
    for (String name : path) {
      OptionLevel.Child child = level.child(name);
      OptionLevel below = child == null ? null : child.level();
      if (below == null) {
        return null;
      }
      level = below;
    }
    return level;
  }
}
