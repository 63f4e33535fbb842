package dev.kix.modulesystem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kix.interpreter.Conversions;
import dev.kix.interpreter.Interpreter;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The example in the documentation of {@link ModuleEvaluation}, as it stands there. */
class ApiExampleTest {
  @Test
  void evaluatesModulesFromJava() {
    // The interpreter knows the native functions under the name that lib expects.
    try (Interpreter nix =
        Interpreter.builder().global(NativeModules.VARIABLE, NativeModules.function()).build()) {
      Lazy declarations =
          nix.evaluate(
                  """
                  let inherit (__kixModules null) mkOption types; in {
                    options.replicas = mkOption { type = types.int; default = 1; };
                    options.image = mkOption { type = types.str; };
                  }
                  """)
              .value();
      Lazy user =
          nix.evaluate("{ _file = \"user.nix\"; image = \"nginx\"; replicas = 3; }").value();
      // A module made in Java is a set, too.
      Lazy five = nix.evaluate("(__kixModules null).mkForce 5").value();
      Lazy policy = NixAttrs.of("replicas", five);

      String json =
          nix.run(state -> {
            ModuleEvaluation e =
                ModuleEvaluation.of(state).modules(List.of(declarations, user, policy)).evaluate();
            assertThat(e.problems()).isEmpty();
            // What an option is made of: every definition, which of them count, and where it is.
            OptionInfo replicas = e.option(List.of("replicas"));
            assertThat(replicas.definitions())
                .extracting(d -> d.priority() + (d.effective() ? " counts" : ""))
                .containsExactlyInAnyOrder("1500", "100", "50 counts");
            return Conversions.toJson(e.config()).toString();
          });
      assertThat(json).isEqualTo("{\"image\":\"nginx\",\"replicas\":5}");

      // Everything that is wrong, not only the first thing.
      Lazy wrong = nix.evaluate("{ _file = \"wrong.nix\"; image = 1; replica = 2; }").value();
      List<ModuleProblem> problems =
          nix.run(state ->
              ModuleEvaluation.evaluate(state, null, List.of(declarations, wrong)).problems());
      assertThat(problems)
          .extracting(p -> p.kind() + " " + String.join(".", p.path()))
          .containsExactlyInAnyOrder("TYPE_MISMATCH image", "UNKNOWN_OPTION replica");
    }
  }
}
