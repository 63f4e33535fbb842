package dev.kix.store.derivation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kix.store.StoreException;
import dev.kix.store.hash.Hash;
import dev.kix.store.hash.HashAlgorithm;
import dev.kix.store.path.ContentAddress;
import dev.kix.store.path.ContentAddressMethod;
import dev.kix.store.path.StoreDir;
import dev.kix.store.path.StorePath;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class DerivationTest {
  private static final StoreDir DIR = StoreDir.NIX_STORE;
  private static final String DIGITS = "ffffffffffffffffffffffffffffffff";

  @Test
  void dynamicInputs() {
    Derivation.Builder drv = Derivation.builder("d").system("s").builder("b");
    StorePath input = StorePath.parse(DIGITS + "-i.drv");
    drv.inputDerivation(input, "out").inputDerivation(input, List.of("out"), "lib");
    drv.inputDerivation(input, List.of("out", "x"), "y").output("out", DerivationOutput.DEFERRED);
    Derivation built = drv.build();
    String aterm =
        "DrvWithVersion(\"xp-dyn-drv\",[(\"out\",\"\",\"\",\"\")],[(\"/nix/store/"
            + DIGITS
            + "-i.drv\",([\"out\"],[(\"out\",([\"lib\"],[(\"x\",[\"y\"])]))]))],[],\"s\",\"b\",[],[])";
    assertThat(built.toATerm(DIR)).isEqualTo(aterm);
    assertThat(Derivation.parse(DIR, "d", aterm)).isEqualTo(built);
    assertThat(new DerivationHasher(DIR, path -> built).maskedHash(built)).isNull();
  }

  @Test
  @Timeout(10)
  void aTextIsReadInTimeThatGrowsWithItsLength() {
    Derivation.Builder drv = Derivation.builder("d").system("s").builder("b");
    for (int i = 0; i < 400_000; i++) {
      drv.arg("argument " + i);
    }
    Derivation built = drv.output("out", DerivationOutput.DEFERRED).build();
    assertThat(Derivation.parse(DIR, "d", built.toATerm(DIR))).isEqualTo(built);
  }

  @Test
  void malformedText() {
    malformed("", "derivation does not start with 'Derive' or 'DrvWithVersion' (at byte 0)");
    malformed("Derive(", "expected string '[' (at byte 7)");
    malformed("Derive([(\"out", "unterminated string in derivation (at byte 13)");
    malformed("Derive([(\"out\\", "unterminated string in derivation (at byte 14)");
    malformed("DrvWithVersion(\"x\",", "Unknown derivation ATerm format version 'x' (at byte 18)");
    malformed(
        "Derive([],[(\"/nix/store/" + DIGITS + "-i.drv\",[])],",
        "inputDrvs entry for '/nix/store/" + DIGITS + "-i.drv' specifies no outputs (at byte 66)");
    malformed(
        "Derive([],[(\"/nix/store/" + DIGITS + "-i.drv\",([", "expected string '[' (at byte 64)");
    malformed("Derive([],[],[\"/x\"]", "path '/x' is not in the Nix store");
    malformed(
        "Derive([],[],[],\"\",\"\",[],[])x",
        "unexpected text after the end of the derivation (at byte 28)");
    malformed(
        "Derive([(\"out\",\"/nix/store/" + DIGITS + "-x\",\"md5\",\"" + "0".repeat(32) + "\")]",
        "derivation output 'out' has path '/nix/store/"
            + DIGITS
            + "-x', which does not match its content address (at byte 104)");
    malformed(
        "Derive([(\"out\",\"/x\",\"r:md5\",\"impure\")]",
        "impure derivation output should not specify output path (at byte 37)");
    String deep = "([],[(\"x\",".repeat(100);
    malformed(
        "DrvWithVersion(\"xp-dyn-drv\",[],[(\"/nix/store/" + DIGITS + "-i.drv\"," + deep,
        "inputDrvs entry is nested deeper than 64 derivations (at byte 725)");
  }

  private static void malformed(String text, String message) {
    assertThatThrownBy(() -> Derivation.parse(DIR, "x", text))
        .isInstanceOf(StoreException.class)
        .hasMessage(message);
  }

  @Test
  void outputsThatDoNotGoTogether() {
    DerivationOutput fixed =
        new DerivationOutput.CaFixed(
            new ContentAddress(ContentAddressMethod.FLAT, Hash.zero(HashAlgorithm.MD5)));
    DerivationOutput floating =
        new DerivationOutput.CaFloating(ContentAddressMethod.FLAT, HashAlgorithm.MD5);
    DerivationOutput other =
        new DerivationOutput.CaFloating(ContentAddressMethod.FLAT, HashAlgorithm.SHA1);
    kindFails(Map.of(), "must have at least one output");
    kindFails(Map.of("out", fixed, "p", floating), "can't mix derivation output types");
    kindFails(Map.of("a", fixed), "single fixed output must be named \"out\"");
    kindFails(Map.of("out", fixed, "z", fixed), "only one fixed output is allowed for now");
    kindFails(
        Map.of("a", floating, "b", other), "all floating outputs must use the same hash algorithm");
  }

  private static void kindFails(Map<String, DerivationOutput> outputs, String message) {
    Derivation.Builder drv = Derivation.builder("x");
    outputs.forEach(drv::output);
    assertThatThrownBy(drv.build()::kind)
        .isInstanceOf(DerivationException.class)
        .hasMessage(message);
  }

  @Test
  void chainOfAnyLength() {
    Map<StorePath, Derivation> all = new HashMap<>();
    StorePath previous = null;
    for (int i = 0; i < 20_000; i++) {
      Derivation.Builder drv = Derivation.builder("d").system("s").builder("b");
      drv.env("i", Integer.toString(i));
      drv.output("out", new DerivationOutput.InputAddressed(StorePath.parse(DIGITS + "-x")));
      if (previous != null) {
        drv.inputDerivation(previous, "out");
      }
      Derivation built = drv.build();
      previous = built.storePath(DIR);
      all.put(previous, built);
    }
    DerivationHasher hasher = new DerivationHasher(DIR, all::get);
    assertThat(hasher.hashModulo(previous)).isInstanceOf(HashModulo.Whole.class);
  }

  @Test
  void circle() {
    StorePath self = StorePath.parse(DIGITS + "-i.drv");
    Derivation.Builder drv = Derivation.builder("i").inputDerivation(self, "out");
    drv.output("out", new DerivationOutput.InputAddressed(StorePath.parse(DIGITS + "-x")));
    Derivation built = drv.build();
    assertThatThrownBy(() -> new DerivationHasher(DIR, path -> built).hashModulo(self))
        .isInstanceOf(DerivationException.class)
        .hasMessage("derivation '/nix/store/" + DIGITS + "-i.drv' uses itself");
  }

  @Test
  void wrongPathsAreFound() {
    Derivation.Builder drv = Derivation.builder("i").system("s").builder("b").env("out", "");
    Derivation bare = drv.output("out", DerivationOutput.DEFERRED).build();
    DerivationHasher hasher = new DerivationHasher(DIR, path -> bare);
    Derivation right = hasher.fillInOutputPaths(bare);
    hasher.check(right);
    String path = right.env().get("out");
    assertThat(path).endsWith("-i");
    assertThatThrownBy(() -> hasher.check(bare))
        .hasMessage("derivation has incorrect deferred output, should be '" + path + "'");
    assertThatThrownBy(() -> hasher.check(right.with(right.rawOutputs(), bare.rawEnv())))
        .hasMessage(
            "derivation has incorrect environment variable 'out', should be '"
                + path
                + "' but is actually ''");
  }
}
