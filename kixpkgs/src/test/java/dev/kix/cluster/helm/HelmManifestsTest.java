package dev.kix.cluster.helm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kix.grammar.Origin;
import dev.kix.grammar.SourceFile;
import dev.kix.interpreter.Conversions;
import dev.kix.interpreter.value.Bytes;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.NixString;
import dev.kix.interpreter.value.StringContext;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What manifests of charts mean, and what of Helm is taken out of them. */
class HelmManifestsTest {
  /** What {@code sigs.k8s.io/yaml} makes of plain scalars; YAML 1.2 would say otherwise of most. */
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "0644, 420",
        "0o17, 15",
        "0x1F, 31",
        "1_000, 1000",
        "089, 89.0",
        "yes, true",
        "Off, false",
        "n, false",
        "~, null",
        "1e3, 1000.0",
        "1.5, 1.5",
        "1.2.3, \"1.2.3\"",
        "100m, \"100m\"",
        "\"0644\", \"0644\"",
        "'yes', \"yes\"",
        "!!str 12, \"12\"",
        "2024-01-01, \"2024-01-01\"",
      })
  void scalarsAreThoseOfGo(String yaml, String json) {
    assertThat(Conversions.toJson(GoYaml.read(file("v: " + yaml + "\n"))).toString())
        .isEqualTo("{\"v\":" + json + "}");
  }

  @Test
  void theLastOfTwoKeysCountsAndMergesAreMade() {
    assertThat(Conversions.toJson(GoYaml.read(file("a: 1\na: 2\n"))).toString())
        .isEqualTo("{\"a\":2}");
    assertThat(
            Conversions.toJson(GoYaml.read(file("x: &x {a: 1, b: 1}\ny: {<<: *x, b: 2}\n")))
                .path("y")
                .toString())
        .isEqualTo("{\"a\":1,\"b\":2}");
  }

  @Test
  void fieldsKnowTheirLines() {
    NixAttrs manifest = (NixAttrs) GoYaml.read(file("a: ü\nb: 1\n"));
    assertThat(manifest.position("b")).hasToString("web/templates/a.yaml:2:1");
  }

  private static SourceFile file(String text) {
    return new SourceFile(Origin.file("web/templates/a.yaml"), Bytes.encode(text));
  }

  private static String cleaned(String... manifests) {
    return clean(StringContext.EMPTY, manifests).stream()
        .map(m -> Conversions.toJson(m).toString())
        .toList()
        .toString();
  }

  private static List<NixAttrs> clean(StringContext reference, String... manifests) {
    TreeMap<String, StringContext> references = new TreeMap<>();
    if (!reference.isEmpty()) {
      references.put("db.example", reference);
    }
    return new HelmTraces("web", "rel", references)
        .remove(List.of(manifests).stream().map(m -> (NixAttrs) GoYaml.read(file(m))).toList());
  }

  @Test
  void labelsOfHelmAreTakenOutOfPodTemplatesToo() {
    assertThat(
            cleaned(
                "metadata: {labels: {helm.sh/chart: web-1, heritage: Helm, release: rel, chart: web-1, a: b}}\n"
                    + "spec: {template: {metadata: {labels: {app.kubernetes.io/managed-by: Helm, a: b}}}}\n"))
        .isEqualTo(
            "[{\"metadata\":{\"labels\":{\"a\":\"b\"}},\"spec\":{\"template\":{\"metadata\":{\"labels\":{\"a\":\"b\"}}}}}]");
    assertThat(cleaned("metadata: {labels: {release: other, heritage: mine, chart: c}}\n"))
        .contains("\"release\":\"other\"", "\"heritage\":\"mine\"", "\"chart\":\"c\"");
  }

  @Test
  void whatASelectorAsksForStaysEverywhere() {
    assertThat(
            cleaned(
                "kind: Service\nmetadata: {labels: {release: rel, heritage: Helm}}\nspec: {selector: {release: rel}}\n",
                "kind: Deployment\nspec: {template: {metadata: {labels: {release: rel, heritage: Helm}}}}\n"))
        .isEqualTo(
            "[{\"kind\":\"Service\",\"metadata\":{\"labels\":{\"release\":\"rel\"}},\"spec\":{\"selector\":{\"release\":\"rel\"}}},"
                + " {\"kind\":\"Deployment\",\"spec\":{\"template\":{\"metadata\":{\"labels\":{\"release\":\"rel\"}}}}}]");
    assertThat(
            cleaned(
                "kind: ServiceMonitor\nspec: {selector: {matchLabels: {app.kubernetes.io/managed-by: Helm}}}\n",
                "kind: Service\nmetadata: {labels: {app.kubernetes.io/managed-by: Helm}}\n"))
        .doesNotContain("Helm")
        .contains(
            "\"matchLabels\":{\"app.kubernetes.io/managed-by\":\"kix\"}",
            "\"labels\":{\"app.kubernetes.io/managed-by\":\"kix\"}");
  }

  @Test
  void annotationsOfHelmAreTakenOut() {
    assertThat(
            cleaned(
                "metadata: {annotations: {meta.helm.sh/release-name: x, helm.sh/resource-policy: keep, a: b}}\n",
                "metadata: {annotations: {helm.kix.dev/hook: pre-install}}\n",
                "data: {doc: 'set helm.kix.dev/hook-weight'}\n"))
        .isEqualTo(
            "[{\"metadata\":{\"annotations\":{\"a\":\"b\"}}}, {\"metadata\":{}},"
                + " {\"data\":{\"doc\":\"set helm.sh/hook-weight\"}}]");
  }

  @Test
  void referencesGoWhereTheTextIs() {
    StringContext reference = StringContext.of("/nix/store/x");
    List<NixAttrs> found =
        clean(
            reference,
            "kind: Secret\ndata: {url: cGc6Ly9kYi5leGFtcGxl}\n", // pg://db.example
            "kind: ConfigMap\ndata: {a: other}\n");
    assertThat(context(found.get(0), "data", "url")).isEqualTo(reference);
    assertThat(context(found.get(1), "data", "a")).isEqualTo(StringContext.EMPTY);
    // In no text: it decided about something, so all refer to it.
    NixAttrs hashed = clean(reference, "kind: ConfigMap\ndata: {a: 81d2}\n").get(0);
    NixAttrs labels = (NixAttrs) attr((NixAttrs) attr(hashed, "metadata"), "labels");
    assertThat(((NixString) attr(labels, "app.kubernetes.io/instance")).context())
        .isEqualTo(reference);
  }

  private static Object attr(NixAttrs attrs, String name) {
    return Objects.requireNonNull(attrs.get(name)).force();
  }

  private static StringContext context(NixAttrs manifest, String field, String name) {
    return ((NixString) attr((NixAttrs) attr(manifest, field), name)).context();
  }
}
