package dev.kix.cluster.instance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kix.cluster.instance.PackageShape.Argument;
import dev.kix.interpreter.Interpreter;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.Value;
import dev.kix.modulesystem.Restriction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PackageShapeTest {
  private static Value value(Interpreter nix, String text) {
    return nix.evaluate(text).value();
  }

  @Test
  void readsTheSignature() {
    try (Interpreter nix = Interpreter.builder().build()) {
      Value f = value(nix, "{ scope, postgres, cache ? null, ... }: { }");
      assertThat(PackageShape.arguments(f))
          .containsExactlyInAnyOrder(
              new Argument("scope", false),
              new Argument("postgres", false),
              new Argument("cache", true));
      assertThat(PackageShape.hasEllipsis(f)).isTrue();
      assertThat(PackageShape.arguments(value(nix, "self: { }"))).isEmpty();
      assertThat(PackageShape.arguments(value(nix, "{ }"))).isEmpty();
      assertThat(PackageShape.name(f)).isNull();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "clusterIssuer,cluster-issuer",
    "postgres,postgres",
    "my_cache,my-cache",
    "INGRESS,i-n-g-r-e-s-s"
  })
  void kebab(String name, String expected) {
    assertThat(Injector.kebab(name)).isEqualTo(expected);
  }

  @Test
  void wildcardsAreCutToWhatIsDeclared() {
    try (Interpreter nix = Interpreter.builder().build()) {
      NixAttrs options =
          (NixAttrs) value(nix, "let o = { _type = \"option\"; }; in { a = o; n = { b = o; }; }");
      Value definitions =
          value(
              nix,
              """
              {
                a = { anything = 1; };
                n = { _type = "merge"; contents = [ { b = 2; c = 3; } ]; };
                gone = { _type = "override"; priority = 50; content = { deep = 1; }; };
                soft.x = 1;
              }
              """);
      Restriction left = nix.run(state -> Restriction.of(definitions, options));
      assertThat(nix.result(left.definitions()).toJson().toString())
          .contains("\"anything\":1", "\"b\":2")
          .doesNotContain("\"c\"", "gone", "soft");
      assertThat(left.keptSomething()).isTrue();
      assertThat(left.dropped())
          .extracting(d -> d.path() + " " + d.forced())
          .containsExactlyInAnyOrder("n.c false", "gone.deep true", "soft.x false");
      assertThat(new Wildcard("*", "app", Wildcard.Part.CONFIG, definitions).matches("x", "app"))
          .isTrue();
      assertThat(new Wildcard("ns", "*", Wildcard.Part.CONFIG, definitions).matches("x", "app"))
          .isFalse();
    }
  }
}
