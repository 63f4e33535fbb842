package dev.kix.interpreter.print;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kix.interpreter.diagnostic.ErrorKind;
import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.value.AttrsBuilder;
import dev.kix.interpreter.value.Bytes;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.NixBool;
import dev.kix.interpreter.value.NixFloat;
import dev.kix.interpreter.value.NixInt;
import dev.kix.interpreter.value.NixList;
import dev.kix.interpreter.value.NixNull;
import dev.kix.interpreter.value.NixPath;
import dev.kix.interpreter.value.NixString;
import dev.kix.interpreter.value.Value;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Expected values are those of Nix's own {@code libexpr-tests/value/print.cc}. */
class ValuePrinterTest {
  private static final NixAttrs EMPTY = NixAttrs.EMPTY;

  private static String print(Lazy value, PrintOptions options) {
    return Bytes.decode(ValuePrinter.print(value, options));
  }

  private static String print(Lazy value) {
    return print(value, PrintOptions.PLAIN);
  }

  private static NixAttrs attrs(Object... pairs) {
    AttrsBuilder b = new AttrsBuilder();
    for (int i = 0; i < pairs.length; i += 2) {
      b.put((String) pairs[i], (Lazy) pairs[i + 1]);
    }
    return b.build();
  }

  private static NixInt num(long n) {
    return NixInt.of(n);
  }

  private static PrintOptions limits(int depth, int attrs, int items, int string) {
    return new PrintOptions(
        false, false, false, true, depth, attrs, items, string, 0, PrintOptions.OnError.PRINT);
  }

  @Test
  void printsPlainValues() {
    assertThat(print(num(10))).isEqualTo("10");
    assertThat(print(NixFloat.of(1.6))).isEqualTo("1.6");
    assertThat(print(NixBool.TRUE)).isEqualTo("true");
    assertThat(print(NixNull.NULL)).isEqualTo("null");
    assertThat(print(NixPath.of("/foo"))).isEqualTo("/foo");
    assertThat(print(NixString.of("some-${string}\\ $x\n\t\r\"")))
        .isEqualTo("\"some-\\${string}\\\\ $x\\n\\t\\r\\\"\"");
    assertThat(print(NixList.of(num(10), EMPTY))).isEqualTo("[ 10 { } ]");
    assertThat(print(NixList.EMPTY)).isEqualTo("[ ]");
    assertThat(print(new Failing("x"))).isEqualTo("«thunk»");
  }

  @Test
  void quotesNames() {
    assertThat(print(attrs("two", num(2), "a b", num(1), "if", num(3), "x-'_", num(4), "", num(5))))
        .isEqualTo("{ \"\" = 5; \"a b\" = 1; \"if\" = 3; two = 2; x-'_ = 4; }");
  }

  @Test
  void limitsDepth() {
    NixAttrs one = attrs("one", num(1), "two", num(2));
    NixAttrs nested = attrs("one", num(1), "two", num(2), "nested", one);
    assertThat(print(nested, limits(1, 99, 99, 99)))
        .isEqualTo("{ nested = { ... }; one = 1; two = 2; }");
    assertThat(print(NixList.of(num(1), NixList.of(num(2))), limits(1, 99, 99, 99)))
        .isEqualTo("[ 1 [ ... ] ]");
  }

  @Test
  void limitsAttributesOverTheWholeValue() {
    NixAttrs v = attrs("a", num(1), "type", NixString.of("puppy"), "b", num(2));
    assertThat(print(v, limits(99, 1, 99, 99)))
        .isEqualTo("{ type = \"puppy\"; «2 attributes elided» }");
    assertThat(print(v, limits(99, 2, 99, 99)))
        .isEqualTo("{ type = \"puppy\"; a = 1; «1 attribute elided» }");
  }

  @Test
  void limitsItemsAndStrings() {
    NixList v = NixList.of(num(1), num(2), num(3));
    assertThat(print(v, limits(99, 99, 1, 99))).isEqualTo("[ 1 «2 items elided» ]");
    assertThat(print(NixString.of("abcdefghi"), limits(9, 9, 9, 1)))
        .isEqualTo("\"a\" «8 bytes elided»");
    assertThat(print(NixString.of("abcdefghi"), limits(9, 9, 9, 8)))
        .isEqualTo("\"abcdefgh\" «1 byte elided»");
    assertThat(print(NixString.of("abcdefghi"), limits(9, 9, 9, 9))).isEqualTo("\"abcdefghi\"");
    assertThat(print(NixString.of("puppy"), limits(9, 9, 9, 3).withAnsiColors(true)))
        .isEqualTo("\033[35;1m\"pup\" \033[2m«2 bytes elided»\033[0m");
  }

  @Test
  void printsColours() {
    assertThat(print(num(10), PrintOptions.PLAIN.withAnsiColors(true)))
        .isEqualTo("\033[36;1m10\033[0m");
    assertThat(print(new Failing("x"), PrintOptions.PLAIN.withAnsiColors(true)))
        .isEqualTo("\033[35;1m«thunk»\033[0m");
  }

  @Test
  void marksRepetition() {
    NixAttrs x = attrs("x", num(1));
    assertThat(print(NixList.of(x, x))).isEqualTo("[ { x = 1; } «repeated» ]");
    assertThat(print(NixList.of(EMPTY, EMPTY))).isEqualTo("[ { } { } ]");
  }

  @Test
  void printsErrorsInPlace() {
    assertThat(print(attrs("a", new Failing("uh oh!")), PrintOptions.EVAL))
        .isEqualTo("{ a = «error: uh oh!»; }");
  }

  @Test
  void indents() {
    NixAttrs v = attrs("a", NixList.of(num(1), num(2)), "b", attrs("c", num(1)), "d", EMPTY);
    assertThat(print(v, PrintOptions.REPL.withMaxDepth(9)))
        .isEqualTo("{\n  a = [\n    1\n    2\n  ];\n  b = { c = 1; };\n  d = { };\n}");
  }

  @Test
  void printsDerivations() {
    NixAttrs drv = attrs("type", NixString.of("derivation"));
    assertThat(Bytes.decode(ValuePrinter.print(drv, PrintOptions.EVAL, d -> "/nix/store/x.drv")))
        .isEqualTo("«derivation /nix/store/x.drv»");
    assertThat(print(drv, PrintOptions.PLAIN)).isEqualTo("{ type = \"derivation\"; }");
  }

  @Test
  void describes() {
    assertThat(ValuePrinter.describe(num(3))).isEqualTo("an integer: 3");
    assertThat(ValuePrinter.describe(NixNull.NULL)).isEqualTo("null: null");
  }

  @Test
  void printsAsNixInstantiate() {
    assertThat(LegacyPrinter.print(attrs("a b", num(1), "c", new Failing("x"))))
        .isEqualTo("{ \"a b\" = 1; c = <CODE>; }");
    assertThat(LegacyPrinter.print(NixList.EMPTY)).isEqualTo("[ ]");
    assertThat(LegacyPrinter.print(EMPTY)).isEqualTo("{ }");
  }

  private static final class Failing extends Lazy {
    private final String message;

    Failing(String message) {
      this.message = message;
    }

    @Override
    public Value force() {
      throw new EvalException(ErrorKind.THROWN, message, null);
    }

    @Override
    public @Nullable Value valueIfForced() {
      return null;
    }
  }
}
