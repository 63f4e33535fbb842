package dev.kix.interpreter.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kix.interpreter.format.JsonReader;
import dev.kix.interpreter.regex.Regex;
import dev.kix.interpreter.regex.RegexException;
import dev.kix.interpreter.regex.RegexMatcher;
import dev.kix.interpreter.value.NixFloat;
import dev.kix.interpreter.value.NixInt;
import dev.kix.interpreter.value.NixList;
import dev.kix.interpreter.value.NixString;
import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.StringLength;

/** Laws of the builtins that need no evaluator. */
class BuiltinLawProperties {
  /** Patterns on which POSIX, libstdc++ and Java agree about everything: no alternatives. */
  @Provide
  Arbitrary<String> simplePatterns() {
    Arbitrary<String> atom =
        Arbitraries.of("a", "b", "c", "[ab]", "[^a]", ".", "(a)", "(b*)", "(ab)");
    Arbitrary<String> quantifier = Arbitraries.of("", "", "*", "+", "?", "{2}", "{0,2}");
    return Combinators.combine(atom, quantifier)
        .as((x, q) -> x.equals("(b*)") ? x : x + q)
        .list()
        .ofMinSize(1)
        .ofMaxSize(5)
        .map(parts -> String.join("", parts));
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.strings().withChars("abc").ofMaxLength(10);
  }

  @Property(tries = 1000)
  void simplePatternsMatchAsInJava(
      @ForAll("simplePatterns") String pattern, @ForAll("texts") String text)
      throws RegexException {
    Regex regex = Regex.compile(pattern);
    Matcher java = Pattern.compile(pattern, Pattern.DOTALL).matcher(text);
    RegexMatcher kix = new RegexMatcher(regex, text);
    boolean matches = java.matches();
    assertThat(kix.matchAll()).isEqualTo(matches);
    for (int i = 0; matches && i < regex.groups(); i++) {
      assertThat(kix.group(i)).isEqualTo(java.group(i + 1));
    }
  }

  @Property(tries = 500)
  void integersOfJsonSurvive(@ForAll long value) {
    assertThat(JsonReader.read(Long.toString(value)))
        .isInstanceOfSatisfying(NixInt.class, i -> assertThat(i.value()).isEqualTo(value));
  }

  @Property(tries = 500)
  void integersBelow64BitsAreFloats(@ForAll BigInteger value) {
    if (value.compareTo(BigInteger.valueOf(Long.MIN_VALUE)) < 0) {
      assertThat(JsonReader.read(value.toString()))
          .isInstanceOfSatisfying(
              NixFloat.class, f -> assertThat(f.value()).isEqualTo(value.doubleValue()));
    }
  }

  @Property(tries = 300)
  void jsonStringsSurvive(@ForAll @StringLength(max = 20) String text) {
    String valid = text.replace("\0", "").replaceAll("\\p{Cs}", "");
    StringBuilder json = new StringBuilder("[\"");
    for (char c : valid.toCharArray()) {
      json.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
    }
    NixList list = (NixList) JsonReader.read(json.append("\"]").toString());
    assertThat(((NixString) list.get(0).force()).toJava()).isEqualTo(valid);
  }

  @Property(tries = 300)
  void versionsAreOrdered(@ForAll("versions") List<String> versions) {
    for (String a : versions) {
      assertThat(Versions.compare(a, a)).isZero();
      for (String b : versions) {
        assertThat(Versions.compare(a, b)).isEqualTo(-Versions.compare(b, a));
      }
    }
  }

  @Provide
  Arbitrary<List<String>> versions() {
    return Arbitraries.strings()
        .withChars("0129.-apre")
        .ofMaxLength(8)
        .list()
        .ofMinSize(2)
        .ofMaxSize(4);
  }
}
