package dev.kix.cluster.output;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestYamlTest {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final Path GOLDEN = Path.of("src/test/resources/dev/kix/cluster/output");

  @Test
  void writesTheGoldenManifest() throws IOException {
    String json = Files.readString(GOLDEN.resolve("manifest.json"), UTF_8);
    String yaml = ManifestYaml.write(new ObjectMapper().readTree(json));
    if (Boolean.getBoolean("kix.accept")) {
      Files.writeString(GOLDEN.resolve("manifest.yaml"), yaml, UTF_8);
    }
    assertThat(yaml).isEqualTo(Files.readString(GOLDEN.resolve("manifest.yaml"), UTF_8));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "~",
        "=",
        "<<",
        "-",
        "---",
        "...",
        "?",
        ":",
        "#",
        "*a",
        "&a",
        "!a",
        "@a",
        "%a",
        "NO",
        "No",
        "no",
        "n",
        "N",
        "y",
        "Y",
        "yes",
        "on",
        "On",
        "OFF",
        "true",
        "False",
        "null",
        "NULL",
        "0777",
        "0o17",
        "0x1F",
        "1e3",
        "1E+3",
        "12:30",
        "190:20:30",
        "2001-01-01",
        "1_000",
        ".inf",
        "-.INF",
        ".nan",
        "1",
        "-1",
        "+1",
        "1.5",
        ".5",
        "1.",
        " leading",
        "trailing ",
        "a: b",
        "a #b",
        "a:",
        "tab\there",
        "{}",
        "[]",
        "a,b",
        "\"q\"",
        "'q'",
        "back\\slash"
      })
  void quotesWhatSomeYamlWouldMisread(String text) {
    assertThat(yaml(text)).startsWith("a: \"");
    assertThat(ManifestYaml.write(JSON.objectNode().put(text, 1))).startsWith("\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Deployment", "apps/v1", "/etc/nginx", "a-b.c_d", "nginx:v1.2", "None"})
  void leavesWhatIsClearPlain(String text) {
    assertThat(yaml(text)).isEqualTo("a: " + text + "\n");
  }

  @Test
  void writesLinesAsBlocks() {
    assertThat(yaml("a\nb")).isEqualTo("a: |-\n  a\n  b\n");
    assertThat(yaml("a\n\n  b: #\n")).isEqualTo("a: |\n  a\n\n    b: #\n");
    assertThat(yaml("a\n\n\n")).isEqualTo("a: |+\n  a\n\n\n");
    assertThat(yaml("a\n\tb")).isEqualTo("a: |-\n  a\n  \tb\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        " a\nb",
        "\ta\nb",
        "\na",
        "a\r\nb",
        "a \nb",
        "a\nb ",
        "a\0\nb",
        "a\u0085b\n",
        "a\u2028b\n",
        "a\n\ufeff",
        "a\n\ufffe",
        "a\n\ud83d\ude00"
      })
  void quotesLinesThatABlockCannotHold(String text) {
    assertThat(yaml(text)).startsWith("a: \"").endsWith("\"\n");
  }

  @Test
  void escapesControls() {
    assertThat(yaml("\0\u001b\u0085\ufeff\r\n\t\"\\"))
        .isEqualTo("a: \"\\u0000\\u001b\\u0085\\ufeff\\r\\n\\t\\\"\\\\\"\n");
  }

  @Test
  void ordersKeysByTheirBytesAfterTheCustomaryOnes() {
    JsonNode manifest =
        JSON.objectNode()
            .put("\ud83d\ude00", 1)
            .put("\uff5e", 2)
            .put("spec", 3)
            .put("metadata", 4)
            .put("Data", 5)
            .put("kind", 6)
            .put("apiVersion", 7);
    assertThat(ManifestYaml.write(manifest))
        .isEqualTo(
            "apiVersion: 7\nkind: 6\nmetadata: 4\nData: 5\nspec: 3\n\"\uff5e\": 2\n"
                + "\"\ud83d\ude00\": 1\n");
  }

  @Test
  void signsExponentsForYaml11() {
    assertThat(ManifestYaml.write(JSON.objectNode().put("a", 1e100).put("b", 1e-9)))
        .isEqualTo("a: 1.0E+100\nb: 1.0E-9\n");
  }

  @Test
  void writesWhatIsNoObject() {
    assertThat(ManifestYaml.write(JSON.objectNode())).isEqualTo("{}\n");
    assertThat(ManifestYaml.write(JSON.arrayNode())).isEqualTo("[]\n");
    assertThat(ManifestYaml.write(JSON.arrayNode().add(1).add("x"))).isEqualTo("- 1\n- x\n");
    assertThat(ManifestYaml.write(JSON.nullNode())).isEqualTo("null\n");
  }

  private static String yaml(String text) {
    return ManifestYaml.write(JSON.objectNode().put("a", text));
  }
}
