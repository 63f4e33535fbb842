package dev.kix.store.derivation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kix.store.StoreException;
import dev.kix.store.hash.Hash;
import dev.kix.store.hash.HashAlgorithm;
import dev.kix.store.path.ContentAddress;
import dev.kix.store.path.ContentAddressMethod;
import dev.kix.store.path.StoreDir;
import dev.kix.store.path.StorePath;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class DerivationProperties {
  private static final StoreDir DIR = StoreDir.NIX_STORE;
  private static final String NAME = "thing-1.0";

  private static Arbitrary<String> text() {
    return Arbitraries.strings()
        .withCharRange((char) 0, (char) 255)
        .withChars('"', '\\', '\n', '\r', '\t')
        .ofMaxLength(30);
  }

  private static Arbitrary<String> word() {
    return Arbitraries.strings().withCharRange('a', 'z').ofMinLength(1).ofMaxLength(6);
  }

  private static Arbitrary<StorePath> path(String suffix) {
    return word()
        .map(word -> StorePath.of(Hash.of(HashAlgorithm.SHA1, word).digest(), word + suffix));
  }

  private static Arbitrary<DerivationOutput> output() {
    Arbitrary<ContentAddressMethod> method = Arbitraries.of(ContentAddressMethod.class);
    Arbitrary<HashAlgorithm> algorithm = Arbitraries.of(HashAlgorithm.SHA1, HashAlgorithm.SHA256);
    return Arbitraries.oneOf(
        path("").map(DerivationOutput.InputAddressed::new),
        Arbitraries.just(DerivationOutput.DEFERRED),
        Combinators.combine(method, algorithm, word())
            .as((m, a, w) ->
                new DerivationOutput.CaFixed(
                    new ContentAddress(
                        m, Hash.of(m == ContentAddressMethod.TEXT ? HashAlgorithm.SHA256 : a, w)))),
        Combinators.combine(method, algorithm).as(DerivationOutput.CaFloating::new),
        Combinators.combine(method, algorithm).as(DerivationOutput.Impure::new));
  }

  @Provide
  Arbitrary<Derivation> derivations() {
    Arbitrary<Map<String, DerivationOutput>> outputs =
        Arbitraries.maps(word(), output()).ofMaxSize(3);
    Arbitrary<Map<StorePath, Set<List<String>>>> inputs =
        Arbitraries.maps(
                path(".drv"),
                word().list().ofMinSize(1).ofMaxSize(3).set().ofMinSize(1).ofMaxSize(3))
            .ofMaxSize(3);
    Arbitrary<Map<String, String>> env = Arbitraries.maps(text(), text()).ofMaxSize(4);
    return Combinators.combine(
            outputs, inputs, path("").set().ofMaxSize(3), text(), text().list().ofMaxSize(3), env)
        .as(DerivationProperties::derivation);
  }

  private static Derivation derivation(
      Map<String, DerivationOutput> outputs,
      Map<StorePath, Set<List<String>>> inputs,
      Set<StorePath> sources,
      String builder,
      List<String> args,
      Map<String, String> env) {
    Derivation.Builder drv = Derivation.builder(NAME).system("x86_64-linux").builder(builder);
    outputs.forEach(drv::output);
    sources.forEach(drv::inputSource);
    inputs.forEach((path, wanted) -> {
      for (List<String> steps : wanted) {
        int last = steps.size() - 1;
        drv.inputDerivation(path, steps.subList(0, last), steps.get(last));
      }
    });
    drv.args(args);
    env.forEach(drv::env);
    return drv.build();
  }

  @Property(tries = 300)
  void parseUndoesPrint(@ForAll("derivations") Derivation drv) {
    assertThat(Derivation.parse(DIR, NAME, drv.toATerm(DIR))).isEqualTo(drv);
  }

  @Property(tries = 500)
  void parsingSurvivesDamage(
      @ForAll("derivations") Derivation drv,
      @ForAll @IntRange(max = 1 << 16) int at,
      @ForAll @IntRange(max = 255) int with,
      @ForAll boolean cut) {
    String aterm = drv.toATerm(DIR);
    int position = at % aterm.length();
    String damaged =
        aterm.substring(0, position) + (cut ? "" : (char) with + aterm.substring(position + 1));
    try {
      Derivation read = Derivation.parse(DIR, NAME, damaged);
      assertThat(Derivation.parse(DIR, NAME, read.toATerm(DIR))).isEqualTo(read);
    } catch (StoreException e) {
      assertThat(e.getMessage()).isNotEmpty();
    }
  }

  @Property(tries = 200)
  void parsingSurvivesAnything(@ForAll String rest) {
    for (String start : List.of("", "Derive(", "Derive([", "DrvWithVersion(\"xp-dyn-drv\",[")) {
      try {
        Derivation.parse(DIR, NAME, start + rest);
      } catch (StoreException e) {
        assertThat(e.getMessage()).isNotEmpty();
      }
    }
  }
}
