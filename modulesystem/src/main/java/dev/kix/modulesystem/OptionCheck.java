package dev.kix.modulesystem;

import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixBool;
import dev.kix.interpreter.value.NixString;
import dev.kix.interpreter.value.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code mkOption { check = v: …; }}: a condition on the final value of an option. The function
 * returns true, false or a message; for false the message is read off the function's source where
 * that is simple, see {@link CheckSentence}.
 */
final class OptionCheck {
  private OptionCheck() {}

  static void run(EvalState state, EvaluatedOption option, Lazy value) {
    if (!option.declaration().given().has("check")) {
      return; // they have all names that any declaration has
    }
    List<Declaration> declarations = option.declaration().declarations();
    for (int i = 0; i < declarations.size(); i++) {
      Declaration d = declarations.get(i);
      Lazy check = state.forceAttrs(d.options(), null, "").get("check");
      if (check != null) {
        run(state, option, d, check.force(), value);
      }
    }
  }

  private static void run(
      EvalState state, EvaluatedOption option, Declaration by, Value check, Lazy value) {
    Value outcome = state.call(check, null, value);
    if (outcome == NixBool.TRUE) {
      return;
    }
    @Nullable String says;
    if (outcome == NixBool.FALSE) {
      says = null;
    } else if (outcome instanceof NixString s) {
      says = s.value();
    } else {
      throw Problems.badDeclaration(
          state,
          option.loc(),
          "The check of option `"
              + option.loc().show()
              + "' returned "
              + outcome.describeType()
              + "; it must return true, false or a message.",
          List.of(by));
    }
    ModuleProblem.Kind kind =
        says == null ? ModuleProblem.Kind.CHECK_FAILED : ModuleProblem.Kind.CHECK_MESSAGE;
    String explanation = says == null ? CheckSentence.of(check) : says;
    throw Problems.raise(state, problem(state, option, by, kind, explanation, value));
  }

  private static ModuleProblem problem(
      EvalState state,
      EvaluatedOption option,
      Declaration by,
      ModuleProblem.Kind kind,
      String explanation,
      Lazy value) {
    List<DefinitionInfo> definitions = new ArrayList<>();
    for (Definition d : option.merged().finalDefinitions()) {
      DefinitionInfo info = Problems.info(state, d, true);
      // With one definition the value is what was checked; conversions may lie between.
      definitions.add(
          new DefinitionInfo(info.file(), info.position(), info.priority(), value, true));
    }
    return new ModuleProblem(
        kind,
        option.loc().names(),
        option.type().name(),
        option.type().description(),
        definitions,
        explanation,
        List.of(new DeclarationInfo(Nix.text(state, by.file()), by.position())),
        List.of());
  }
}
