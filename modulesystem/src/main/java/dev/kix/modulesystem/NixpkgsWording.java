package dev.kix.modulesystem;

import dev.kix.interpreter.eval.EvalState;
import java.util.List;

/** The messages of nixpkgs' {@code lib/modules.nix}, {@code options.nix} and {@code types.nix}. */
final class NixpkgsWording implements ProblemWording {
  private static final String PRIORITY_HINT =
      "Use `lib.mkForce value` or `lib.mkDefault value` to change the priority on any of these"
          + " definitions.\n";

  @Override
  public String message(EvalState state, ModuleProblem p) {
    String option = p.option();
    String explanation = p.explanation() == null ? "" : p.explanation();
    return switch (p.kind()) {
      case TYPE_MISMATCH ->
          "A definition for option `"
              + option
              + "' is not of type `"
              + p.typeDescription()
              + "'. "
              + (explanation.isEmpty()
                  ? "Definition values:" + definitions(state, p)
                  : "TypeError: " + explanation);
      case CONFLICT ->
          explanation.isEmpty()
              ? "The option `"
                  + option
                  + "' has conflicting definition values:"
                  + definitions(state, p)
                  + "\n"
                  + PRIORITY_HINT
              : explanation;
      case NOT_UNIQUE ->
          "The option `"
              + option
              + "' is defined multiple times while it's expected to be unique.\n"
              + explanation
              + "\nDefinition values:"
              + definitions(state, p)
              + "\n"
              + PRIORITY_HINT;
      case READ_ONLY ->
          "The option `"
              + option
              + "' is read-only, but it's set multiple times. Definition values:"
              + definitions(state, p);
      case UNKNOWN_OPTION ->
          "The option `"
              + option
              + "' does not exist. Definition values:"
              + definitions(state, p)
              + suggestions(p.suggestions())
              + explanation;
      case UNDEFINED_OPTION ->
          "The option `"
              + option
              + "' was accessed but has no value defined. Try setting the option.";
      case CHECK_FAILED ->
          "The value of option `"
              + option
              + "' fails the check: "
              + explanation
              + " Definition values:"
              + definitions(state, p);
      case CHECK_MESSAGE -> "The value of option `" + option + "' fails the check: " + explanation;
      case DECLARATION_CONFLICT, BAD_DECLARATION, NOT_A_SET, BAD_MODULE -> explanation;
    };
  }

  private static String definitions(EvalState state, ModuleProblem p) {
    return Show.definitionInfos(state, p.definitions());
  }

  private static String suggestions(List<String> options) {
    if (options.isEmpty()) {
      return "";
    }
    StringBuilder out = new StringBuilder("\n\nDid you mean ");
    for (int i = 0; i < options.size(); i++) {
      if (i > 0) {
        out.append(i == options.size() - 1 ? " or " : ", ");
      }
      out.append('`').append(options.get(i)).append('\'');
    }
    return out.append('?').toString();
  }
}
