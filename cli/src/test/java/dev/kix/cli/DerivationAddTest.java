package dev.kix.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code kix derivation add}. Paths and the old form of JSON are those of Nix 2.8. */
class DerivationAddTest {
  private static final String DRV = "/nix/store/14gnnavxqb2bm5km527s1hwgj818zbqa-m.drv";

  /** What {@code nix show-derivation} of 2.8 prints. */
  private static final String OLD =
      """
      { "/nix/store/14gnnavxqb2bm5km527s1hwgj818zbqa-m.drv": {
          "outputs": { "out": { "path": "/nix/store/vms913pls5fvv679s15lykxp6azslaw6-m" } },
          "inputSrcs": [],
          "inputDrvs": { "/nix/store/926gkr9k4xcpzlxz0bkxxnqfbqs27p7v-n.drv": [ "dev", "out" ] },
          "system": "s",
          "builder": "b",
          "args": [ "-x", "é" ],
          "env": {
            "builder": "b",
            "d": "/nix/store/ikm3x607hh0zkb054p2rdany3pxy0n15-n",
            "dev": "/nix/store/h58h2cmik4aajvbvj5sc097qjl3z3nd5-n-dev",
            "name": "m",
            "out": "/nix/store/vms913pls5fvv679s15lykxp6azslaw6-m",
            "system": "s"
          } } }
      """;

  @TempDir private Path folder;
  private final Map<String, String> environment = new HashMap<>();

  @BeforeEach
  void prepare() throws IOException {
    environment.putAll(Run.homeIn(folder));
    Files.writeString(folder.resolve("hi"), "hi\n");
    Files.writeString(
        folder.resolve("two.nix"),
        """
        let d = derivation { name = "n"; system = "s"; builder = "b"; src = ./hi; q = "it's"; outputs = [ "out" "dev" ]; };
        in derivation { name = "m"; system = "s"; builder = "b"; args = [ "-x" "é" ]; inherit d; dev = d.dev; }
        """);
  }

  private Run kix(String input, String... args) {
    return Run.in(folder, environment, input, args);
  }

  private void emptyStoreWithInputs() {
    assertThat(kix("", "nix-instantiate", "two.nix").out()).isEqualTo(DRV + "\n");
    assertThat(kix("", "nix-store", "--delete", DRV).code()).isZero();
  }

  @Test
  void readsWhatOldVersionsOfNixPrint() {
    emptyStoreWithInputs();
    assertThat(kix(OLD, "derivation", "add", "--dry-run").out()).isEqualTo(DRV + "\n");
    assertThat(kix("", "nix-store", "--check-validity", DRV).code()).isEqualTo(1);
    assertThat(kix(OLD, "derivation", "add").out()).isEqualTo(DRV + "\n");
    assertThat(kix("", "nix-store", "--check-validity", DRV).code()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "derivation { name = \"f\"; system = \"s\"; builder = \"b\"; outputHashMode = \"recursive\";"
            + " outputHash = \"sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\"; }",
        "derivation { name = \"st\"; system = \"s\"; builder = \"b\"; __structuredAttrs = true;"
            + " l = [ 1 2.5 true null { b = 1; a = \"x\\n\"; } ]; }",
        "derivation { name = \"i\"; system = \"s\"; builder = \"b\"; x = \"\\\"\\\\ü\"; }"
      })
  void readsWhatItPrints(String expression) {
    String path = kix("", "nix-instantiate", "-E", expression).out();
    String shown = kix("", "derivation", "show", path.strip()).out();
    kix("", "nix-store", "--delete", path.strip());
    assertThat(kix(shown, "derivation", "add").out()).isEqualTo(path).endsWith(".drv\n");
    String one = shown.replaceFirst("^\\{\"derivations\":\\{\"[^\"]*\":", "");
    one = one.substring(0, one.lastIndexOf("},\"version\""));
    assertThat(kix(one, "derivation", "add").out()).isEqualTo(path);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "vms913pls5fvv679s15lykxp6azslaw6-m\" } | 00000000000000000000000000000000-m\" } | derivation has incorrect output '/nix/store/00000000000000000000000000000000-m', should be '/nix/store/vms913pls5fvv679s15lykxp6azslaw6-m'",
        "\"out\": \"/nix/store/vms913pls5fvv679s15lykxp6azslaw6-m\" | \"out\": \"x\" | derivation has incorrect environment variable 'out', should be '/nix/store/vms913pls5fvv679s15lykxp6azslaw6-m' but is actually 'x'",
        "\"args\": [ \"-x\", \"é\" ] | \"args\": {} | Expected JSON value to be of type 'array' but it is of type 'object': {}",
        "\"system\": \"s\", | '' | Expected JSON object to contain key 'system' but it doesn't: ",
        "\"out\": { \"path\" | \"out\": { \"hashAlgo\": \"sha256\", \"x\" | experimental Nix feature 'ca-derivations' is disabled",
        "} } } | } } | standard input is no JSON: ",
      })
  void mistakes(String from, String to, String message) {
    emptyStoreWithInputs();
    Run run = kix(OLD.replaceFirst(Pattern.quote(from), to), "derivation", "add");
    assertThat(run.err()).startsWith("error: ").contains(message);
    assertThat(run.code()).isEqualTo(1);
    assertThat(kix("", "nix-store", "--gc", "--print-dead").out()).doesNotContain("-m.drv");
  }

  @Test
  void versionsAndReferencesThatAreNotThere() {
    assertThat(kix("{\"version\":3}", "derivation", "add").err())
        .isEqualTo(
            "error: Unsupported derivation JSON format version 3, only format version 4 is"
                + " currently supported.\n");
    assertThat(kix(OLD, "derivation", "add").err())
        .isEqualTo(
            "error: path '/nix/store/926gkr9k4xcpzlxz0bkxxnqfbqs27p7v-n.drv' is not valid\n");
    assertThat(kix("", "derivation", "add", "x").err()).contains("reads standard input");
  }
}
