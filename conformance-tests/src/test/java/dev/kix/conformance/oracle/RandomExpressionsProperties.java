package dev.kix.conformance.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kix.conformance.Program;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.BeforeProperty;

/** A hundred random expressions have the same value here and in real Nix. */
class RandomExpressionsProperties {
  @BeforeProperty
  void nixIsInstalled() throws Exception {
    NixProgram.required();
  }

  @Property(tries = 100, shrinking = ShrinkingMode.BOUNDED)
  void haveTheValueThatNixGives(@ForAll("expressions") String expression) throws Exception {
    Program.Result result =
        Program.run("nix-instantiate", "--eval", "--strict", "--json", "-E", expression);
    String expected;
    try {
      expected = NixProgram.run("--eval", "--strict", "--json", "-E", expression);
    } catch (AssertionError refused) {
      // A generated `let` may hide the variable of a `with` and so mean itself: both must say so.
      assertThat(refused).as(expression).hasMessageContaining("infinite recursion encountered");
      assertThat(result.err()).as(expression).contains("error: infinite recursion encountered");
      return;
    }
    assertThat(result.err()).as(expression).isEmpty();
    assertThat(result.out())
        .as(expression)
        .isEqualTo(expected.strip() + "\n"); // 2.8 ends JSON without a newline
  }

  @Provide
  Arbitrary<String> expressions() {
    return WellTyped.expressions(5);
  }
}
