package dev.kix.k8s.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kix.k8s.Manifest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DocumentReaderTest {
  private static final TextLimits LIMITS = new TextLimits(1 << 20, 200, 1000);

  private static List<Document> read(byte[] bytes, String file) throws Exception {
    List<Document> out = new ArrayList<>();
    DocumentReader reader = new DocumentReader(new ByteArrayInputStream(bytes), file, LIMITS);
    for (Callable<Document> d = reader.next(); d != null; d = reader.next()) {
      out.add(d.call());
    }
    return out;
  }

  private static List<Document> read(String text) throws Exception {
    return read(text.getBytes(StandardCharsets.UTF_8), "f.yaml");
  }

  /** The only problem of a text, as {@code LINE: MESSAGE}. */
  private static String problem(String text) throws Exception {
    List<TextProblem> problems = new ArrayList<>();
    read(text).forEach(d -> problems.addAll(d.problems()));
    assertThat(problems).hasSize(1);
    TextProblem p = problems.get(0);
    return p.position().line() + ": " + p.message();
  }

  private static String value(String scalar) throws Exception {
    return read("a: " + scalar).get(0).manifests().get(0).tree().get("a").toString();
  }

  @Test
  void nothingOfAFileInUtf16IsLost() {
    byte[] large = ("\uFEFF" + "# x\n".repeat(200_000)).getBytes(StandardCharsets.UTF_16LE);
    assertThatThrownBy(() -> read(large, "f.yaml"))
        .isInstanceOf(IOException.class)
        .hasMessage("it has more than 1048576 bytes in UTF-16");
    assertThatThrownBy(() -> read(new byte[] {(byte) 0xff, (byte) 0xfe, 'a'}, "f.yaml"))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("it is not text");
  }

  /** What sigs.k8s.io/yaml (go-yaml 2) makes of them: its resolve.go. */
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "yes,true",
        "NO,false",
        "On,true",
        "n,false",
        "yEs,`\"yEs\"`",
        "~,null",
        "Null,null",
        "0644,420",
        "0o17,15",
        "0x1F,31",
        "0b101,5",
        "1_000,1000",
        "08,8.0",
        "+5,5",
        "-0,0",
        "1:30,`\"1:30\"`",
        "2001-01-01,`\"2001-01-01\"`",
        "1e3,1000.0",
        "1.10,1.1",
        ".5,0.5",
        "1.,1.0",
        "`\"5\"`,`\"5\"`",
        "1e999999999,`\"1e999999999\"`",
        "v1,`\"v1\"`",
        "9223372036854775807,9223372036854775807",
        "18446744073709551615,18446744073709551615",
        "-,`\"-\"`",
        "0,0",
        "!!str 5,`\"5\"`",
        "!!int 5,5"
      })
  void scalarsAsKubectlReadsThem(String text, String json) throws Exception {
    if (text.equals("-")) {
      assertThat(value("[-x]")).isEqualTo("[\"-x\"]");
    } else {
      assertThat(value(text)).isEqualTo(json);
    }
  }

  @Test
  void documentsAreCutWhereYamlCutsThem() throws Exception {
    List<Document> documents =
        read("# c\n%YAML 1.2\n---\na: |\n  x\n  ---\n--- # next\nb: 1\n...\nc: 1\n---\n---\n");
    assertThat(
            documents.stream().flatMap(d -> d.manifests().stream()).map(m -> m.tree().toString()))
        .containsExactly("{\"a\":\"x\\n---\\n\"}", "{\"b\":1}", "{\"c\":1}");
  }

  @Test
  void oneBrokenDocumentDoesNotHideTheOthers() throws Exception {
    List<Document> documents = read("a: 1\n---\na: [\n---\nb: 1\n");
    assertThat(documents).hasSize(3);
    assertThat(documents.get(1).problems()).hasSize(1);
    assertThat(documents.get(2).manifests()).hasSize(1);
  }

  @Test
  void positionsAreThoseOfTheFile() throws Exception {
    Document document =
        read("a: 1\n---\n# x\nspec:\n  ports:\n    - port: 1\n    - name: y\n      port: 2\n")
            .get(1);
    Manifest manifest = document.manifests().get(0);
    assertThat(manifest.source().positionOf("$.spec.ports[1].port")).hasToString("f.yaml, line 8");
    assertThat(manifest.source().positionOf("$.spec.ports[1]")).hasToString("f.yaml, line 7");
    assertThat(manifest.source().positionOf("$.spec.other")).isNull();
  }

  @Test
  void listsAreTakenApart() throws Exception {
    Document document =
        read("apiVersion: v1\nkind: ConfigMapList\nitems:\n- metadata:\n    name: a\n"
                + "- kind: X\n  apiVersion: v2\n  metadata:\n    name: b\n")
            .get(0);
    assertThat(document.manifests())
        .extracting(m -> m.apiVersion() + " " + m.kind() + " " + m.name())
        .containsExactly("v1 ConfigMap a", "v2 X b");
    assertThat(document.manifests().get(1).source().positionOf("$.metadata.name"))
        .hasToString("f.yaml, line 9");
  }

  @Test
  void jsonWithItsLines() throws Exception {
    byte[] json =
        "{\n\t\"kind\": \"A\",\n\t\"a\": {\n\"b\": 1}}\n{\"kind\":\"B\"}"
            .getBytes(StandardCharsets.UTF_8);
    Document document = read(json, "f.json").get(0);
    assertThat(document.manifests()).extracting(Manifest::kind).containsExactly("A", "B");
    assertThat(document.manifests().get(0).source().positionOf("$.a.b"))
        .hasToString("f.json, line 4");
  }

  @Test
  void mergeKeysAndAliases() throws Exception {
    assertThat(read("a: &a {p: 1, q: 2}\nb: {<<: *a, q: 3}\n").get(0).manifests().get(0).tree())
        .hasToString("{\"a\":{\"p\":1,\"q\":2},\"b\":{\"q\":3,\"p\":1}}");
  }

  @Test
  void whatTheTextHides() throws Exception {
    assertThat(problem("a: 1\nb: 2\na: 3\n"))
        .isEqualTo("3: the key is there twice, first in line 1");
    assertThat(problem("{\"a\": 1,\n\"a\": 2}"))
        .isEqualTo("2: the key is there twice, first in line 1");
    assertThat(problem("country: NO\n"))
        .isEqualTo(
            "1: 'NO' without quotes is the boolean false to kubectl (YAML 1.1) and a string to YAML"
                + " 1.2");
    assertThat(problem("x: 012\n"))
        .isEqualTo(
            "1: '012' without quotes is the number 10 to kubectl (octal, YAML 1.1), not so to YAML"
                + " 1.2");
    assertThat(read("defaultMode: 0644\n").get(0).problems()).isEmpty();
    assertThat(read("x: \"NO\"\n").get(0).problems()).isEmpty();
  }

  @Test
  void hostileTexts() throws Exception {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 12; i++) {
      bomb.append("a%d: &a%d [".formatted(i, i)).append("*a%d, ".formatted(i - 1).repeat(10));
      bomb.append("]\n");
    }
    assertThat(problem(bomb.toString())).contains("grows by more than 1000 values");
    assertThat(problem("a: &a\n  b: *a\n")).startsWith("2: the document uses the alias *a");
    assertThat(problem("a: " + "[".repeat(100_000))).contains("nested more than 200 deep");
    assertThat(problem("{\"a\":" + "[".repeat(100_000))).contains("200");
    assertThat(problem("a: \0")).contains("U+0000");
    assertThat(problem("a: !!python/object:os.system x")).contains("has the tag !!python");
    assertThat(problem("a: .inf")).contains("JSON cannot hold");
    assertThat(problem("? [a]\n: b\n")).contains("as a key");
    assertThat(read(new byte[] {'a', ':', ' ', (byte) 0xff}, "f").get(0).problems()).hasSize(1);
    List<Document> large = read("a: " + "x".repeat(3 << 20) + "\n---\nb: 1\n");
    assertThat(large.get(0).problems().get(0).message()).contains("more than the 1048576");
    assertThat(large.get(1).manifests()).hasSize(1);
    assertThat(large.get(1).problems()).isEmpty();
  }

  @Test
  void byteOrderMarks() throws Exception {
    for (byte[] bytes :
        List.of(
            "\uFEFFa: \u00e4".getBytes(StandardCharsets.UTF_8),
            "\uFEFFa: \u00e4".getBytes(StandardCharsets.UTF_16LE),
            "\uFEFFa: \u00e4".getBytes(StandardCharsets.UTF_16BE))) {
      assertThat(read(bytes, "f").get(0).manifests().get(0).tree())
          .hasToString("{\"a\":\"\u00e4\"}");
    }
  }

  @Test
  void anyChunkingGivesTheSame() throws Exception {
    byte[] text = "a: 1\n---\nb: 2\n---\n".repeat(50).getBytes(StandardCharsets.UTF_8);
    for (int size : new int[] {1, 2, 3, 7, 64}) {
      DocumentSplitter splitter =
          new DocumentSplitter(
              new ByteArrayInputStream(text) {
                @Override
                public synchronized int read(byte[] b, int off, int len) {
                  return super.read(b, off, Math.min(len, size));
                }
              },
              1 << 20);
      assertThat(count(splitter)).as("read by %d", size).isEqualTo(100);
    }
  }

  private static int count(DocumentSplitter splitter) throws IOException {
    int count = 0;
    while (splitter.next() instanceof Chunk chunk) {
      assertThat(chunk.firstLine()).isEqualTo(count == 0 ? 1 : 2 * count);
      count++;
    }
    return count;
  }

  @Test
  void aDocumentMayBeginWithAnyLetter() throws Exception {
    assertThat(read("\u00e9: 1").get(0).manifests().get(0).tree().toString())
        .isEqualTo("{\"\u00e9\":1}");
    assertThat(problem("\u00d5: \ta: b")).startsWith("1: the document is not YAML");
  }

  @Test
  void whatHasNoValueIsNoDocument() throws Exception {
    assertThat(read("---\n---\n \n--- \n")).isEmpty();
    assertThat(read("# nothing\n---\n# nor here\n"))
        .allSatisfy(d -> assertThat(d.manifests()).isEmpty());
  }

  /**
   * SnakeYAML's reader copies what it has not used at each fill: a fill a kilobyte is quadratic.
   */
  @Test
  @Timeout(20)
  void largeScalarsAreReadInTime() throws Exception {
    TextLimits large = new TextLimits(16 << 20, 200, 1000);
    String text = "a: &x " + "b".repeat(8 << 20) + "\nc: d\n";
    DocumentReader reader =
        new DocumentReader(
            new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), "f.yaml", large);
    Callable<Document> document = reader.next();
    assertThat(document).isNotNull();
    assertThat(document.call().manifests().get(0).tree().path("a").asText()).hasSize(8 << 20);
  }
}
