package dev.kix.store.derivation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kix.store.hash.Hash;
import dev.kix.store.hash.HashAlgorithm;
import dev.kix.store.path.ContentAddress;
import dev.kix.store.path.ContentAddressMethod;
import dev.kix.store.path.StorePath;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The format of Nix 2.35 by its manual, {@code protocols/json/schema/derivation-v4}. */
class DerivationJsonTest {
  private static final String DIGITS = "ffffffffffffffffffffffffffffffff";

  @Test
  void everyKindOfOutputAndInput() {
    StorePath input = StorePath.parse(DIGITS + "-i.drv");
    Derivation.Builder drv = Derivation.builder("d").system("s").builder("b");
    drv.arg("a\"\u0001\n")
        .arg("\u00c3\u00a9")
        .env("__json", "{\"x\":[1,2.5e1,null]}")
        .env("v", "w");
    drv.inputSource(StorePath.parse(DIGITS + "-src"));
    drv.inputDerivation(input, "out").inputDerivation(input, List.of("out"), "lib");
    drv.output("a", new DerivationOutput.InputAddressed(StorePath.parse(DIGITS + "-d-a")));
    drv.output(
        "b",
        new DerivationOutput.CaFixed(
            new ContentAddress(ContentAddressMethod.NIX_ARCHIVE, Hash.zero(HashAlgorithm.MD5))));
    drv.output(
        "c", new DerivationOutput.CaFloating(ContentAddressMethod.TEXT, HashAlgorithm.SHA256));
    drv.output("d", DerivationOutput.DEFERRED);
    drv.output("e", new DerivationOutput.Impure(ContentAddressMethod.FLAT, HashAlgorithm.SHA1));
    Derivation built = drv.build();
    String json =
        "{\"args\":[\"a\\\"\\u0001\\n\",\"\u00c3\u00a9\"],\"builder\":\"b\",\"env\":{\"v\":\"w\"},"
            + "\"inputs\":{\"drvs\":{\""
            + DIGITS
            + "-i.drv\":{\"dynamicOutputs\":{\"out\":{\"dynamicOutputs\":{},\"outputs\":[\"lib\"]}},"
            + "\"outputs\":[\"out\"]}},\"srcs\":[\""
            + DIGITS
            + "-src\"]},\"name\":\"d\",\"outputs\":{\"a\":{\"path\":\""
            + DIGITS
            + "-d-a\"},\"b\":{\"hash\":\"md5-AAAAAAAAAAAAAAAAAAAAAA==\",\"method\":\"nar\"},"
            + "\"c\":{\"hashAlgo\":\"sha256\",\"method\":\"text\"},\"d\":{},"
            + "\"e\":{\"hashAlgo\":\"sha1\",\"impure\":true,\"method\":\"flat\"}},"
            + "\"structuredAttrs\":{\"x\":[1,2.5e1,null]},\"system\":\"s\",\"version\":4}";
    assertThat(DerivationJson.print(built)).isEqualTo(json);
    TreeMap<StorePath, Derivation> all = new TreeMap<>();
    all.put(input, built);
    assertThat(DerivationJson.print(all))
        .isEqualTo("{\"derivations\":{\"" + DIGITS + "-i.drv\":" + json + "},\"version\":4}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[1,]",
        "{\"a\"}",
        "{\"a\":}",
        "01",
        "-",
        "1.",
        "1e",
        "tru",
        "\"",
        "\"\\x\"",
        "\"\\u12\"",
        "\"\n\"",
        "1 2",
        "]",
        "{\"a\":1,}"
      })
  void structuredAttributesMustBeJson(String bad) {
    Derivation drv = Derivation.builder("d").env("__json", bad).build();
    assertThatThrownBy(() -> DerivationJson.print(drv))
        .isInstanceOf(DerivationException.class)
        .hasMessage("cannot process __json attribute of derivation 'd': it is not JSON");
  }

  @Test
  void hostileNestingEndsInAnError() {
    Derivation drv = Derivation.builder("d").env("__json", "[".repeat(1_000_000)).build();
    assertThatThrownBy(() -> DerivationJson.print(drv)).isInstanceOf(DerivationException.class);
  }
}
