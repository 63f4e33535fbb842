package dev.kix.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.kix.cluster.helm.ChartException;
import dev.kix.cluster.helm.ChartFiles;
import dev.kix.cluster.helm.ChartRequest;
import dev.kix.cluster.helm.ChartTrace;
import dev.kix.cluster.helm.RenderedChart;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Helm makes of small charts, and what of it is refused. */
class HelmRendererTest {
  /** Shared by all: unpacking Helm takes a second. */
  private static final Path CACHE = Path.of("target", "helm-cache").toAbsolutePath();

  private static RenderedChart render(ChartFiles chart, String values) throws ChartException {
    return new HelmRenderer().render(request(chart, values));
  }

  private static ChartRequest request(ChartFiles chart, String values) {
    SortedSet<String> apis = new TreeSet<>(List.of("v1", "v1/Pod", "policy/v1"));
    return new ChartRequest(chart, values, "rel", "ns", "v1.31.0", apis, CACHE);
  }

  private static RenderedChart render(Charts chart) throws ChartException {
    return render(chart.files(), "{}");
  }

  /** What the template gives for the value of a ConfigMap. */
  private static String value(String template) throws ChartException {
    String text = render(new Charts("c").value(template)).documents().get(0).text();
    return text.substring(text.indexOf("  v: ") + 5).strip();
  }

  private static String error(Charts chart, String values) {
    ChartException e =
        catchThrowableOfType(ChartException.class, () -> render(chart.files(), values));
    return e.getMessage() + e.problems();
  }

  @Test
  void valuesAndTheReleaseReachTheTemplates() throws ChartException {
    Charts chart =
        new Charts("web")
            .with("values.yaml", "a: {b: 1, c: 2}\n")
            .value(
                "\"{{ .Release.Name }} {{ .Release.Namespace }} {{ .Values.a }} {{ .Values.ü }}\"");
    RenderedChart rendered = render(chart.files(), "{\"a\":{\"b\":7},\"ü\":\"çğı\"}");
    assertThat(rendered.name()).isEqualTo("web");
    assertThat(rendered.version()).isEqualTo("1.2.3");
    assertThat(rendered.documents()).hasSize(1);
    assertThat(rendered.documents().get(0).source()).isEqualTo("web/templates/c.yaml");
    assertThat(rendered.documents().get(0).text()).contains("v: \"rel ns map[b:7 c:2] çğı\"");
  }

  @Test
  void theVersionIsThatOfTheCluster() throws ChartException {
    assertThat(value("{{ .Capabilities.KubeVersion.Version }}")).isEqualTo("v1.31.0");
    assertThat(value("{{ .Capabilities.KubeVersion.Minor }}")).isEqualTo("31");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{{ .Capabilities.APIVersions.Has \"policy/v1\" }}",
        "{{ not (.Capabilities.APIVersions.Has \"policy/v1beta1\") }}",
        "{{ $.Capabilities.APIVersions.Has (printf \"%s/Pod\" \"v1\") }}",
        "{{ $c := .Capabilities }}{{ $c.APIVersions.Has \"v1/Pod\" }}",
        "{{ \"v1\" | .Capabilities.APIVersions.Has }}",
        "{{ has \"v1\" .Capabilities.APIVersions }}",
        "{{ tpl \"{{ .Capabilities.APIVersions.Has \\\"v1\\\" }}\" . }}",
      })
  void theApisAreThoseOfTheCluster(String template) throws ChartException {
    assertThat(value(template)).isEqualTo("true");
  }

  @Test
  void noClusterIsAsked() throws ChartException {
    assertThat(value("{{ lookup \"v1\" \"Secret\" .Release.Namespace \"\" | toJson }}"))
        .isEqualTo("{}");
    assertThat(value("{{ if (lookup \"v1\" \"Secret\" \"a\" \"b\") }}1{{ else }}2{{ end }}"))
        .isEqualTo("2");
    assertThat(value("\"{{ \"lookup\" }}\"")).isEqualTo("\"lookup\"");
  }

  @Test
  void timeStandsStill() throws ChartException {
    assertThat(value("\"{{ now | date \"2006-01-02\" }}\"")).isEqualTo("\"1980-01-01\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{{ randAlphaNum 8 }}",
        "{{ uuidv4 }}",
        "{{ (genCA \"c\" 1).Cert | b64enc }}",
        "{{ htpasswd \"a\" \"b\" }}",
        "{{ tpl \"{{ randAlpha 5 }}\" . }}",
      })
  void whatComesOutDifferentlyIsRefused(String template) {
    assertThat(error(new Charts("web").value(template), "{}"))
        .startsWith("the Helm chart 'web' makes something else each time it is rendered:")
        .contains("\n  web/templates/c.yaml: v\n");
  }

  @Test
  void saysWhichFieldsAreRandomAndWhichValuesAreMeant() {
    Charts chart =
        new Charts("web")
            .with(
                "values.yaml",
                "auth: {user: admin, password: '', existingSecret: ''}\nother: ''\nadminPassword: set\n")
            .with(
                "templates/s.yaml",
                "kind: Secret\nstringData:\n  admin-password: {{ randAlphaNum 9 | quote }}\n  user: a\n");
    assertThat(error(chart, "{}"))
        .contains(
            "\n  web/templates/s.yaml: admin-password\nA random value there",
            "\nValues of the chart that may be meant: auth.existingSecret, auth.password");
  }

  @Test
  void timesAreInUtcAndNoClockIsAsked() throws ChartException {
    assertThat(value("{{ now | unixEpoch }}/{{ now | date \"15:04 MST\" }}"))
        .isEqualTo("315576000/12:00 UTC");
    assertThat(value("{{ date \"2006-01-02 15:04 -0700\" 0 }}"))
        .isEqualTo("1970-01-01 00:00 +0000");
    assertThat(error(new Charts("web").value("{{ now | ago }}"), "{}"))
        .contains("the function 'ago' asks the clock");
  }

  @Test
  void schemasOfOtherMachinesAreNotAsked() throws ChartException {
    Charts chart =
        new Charts("web")
            .with(
                "values.schema.json",
                "{\"$id\":\"https://example.org/s/v.json\",\"properties\":{\"a\":{\"$ref\":\"https://example.org/a.json\"},"
                    + "\"b\":{\"$ref\":\"b.json#/x\"},\"c\":{\"$ref\":\"https://example.org/s/v.json#/$defs/n\"},\"n\":{\"$ref\":\"#/$defs/n\"}},"
                    + "\"$defs\":{\"n\":{\"type\":\"integer\"}}}")
            .value("{{ .Values.a }}");
    assertThat(render(chart.files(), "{\"a\":1}").documents()).hasSize(1);
    assertThat(error(chart, "{\"n\":\"x\"}")).contains("got string, want integer");
    assertThat(error(chart, "{\"c\":\"x\"}")).contains("got string, want integer");
  }

  @Test
  void aRandomDefaultThatIsNotUsedIsNone() throws ChartException {
    assertThat(value("{{ if .Values.password }}{{ randAlpha 5 }}{{ else }}x{{ end }}"))
        .isEqualTo("x");
  }

  @Test
  void theEnvironmentIsNotSeen() {
    assertThat(error(new Charts("web").value("{{ env \"HOME\" }}"), "{}"))
        .contains("function \"env\" not defined");
  }

  @Test
  void hooksComeAlongUnderAnotherName() throws ChartException {
    Charts chart =
        new Charts("web")
            .with(
                "templates/j.yaml",
                "apiVersion: batch/v1\nkind: Job\nmetadata:\n  name: j\n  annotations:\n"
                    + "    \"helm.sh/hook\": pre-install\n");
    assertThat(render(chart).documents().get(0).text())
        .contains("\"helm.kix.dev/hook\": pre-install");
  }

  @Test
  void definitionsOfChartsThatAreTakenInComeFirst() throws ChartException {
    String crd = "kind: CustomResourceDefinition\nmetadata:\n  name: ";
    Charts on = new Charts("here").with("crds/a.yaml", crd + "here\n").value("1");
    Charts off = new Charts("gone").with("crds/a.yaml", crd + "gone\n").value("2");
    Charts chart =
        new Charts("web")
            .with(
                "Chart.yaml",
                "apiVersion: v2\nname: web\nversion: 1.2.3\ndependencies:\n"
                    + "- {name: here, version: 1.2.3, condition: here.enabled}\n"
                    + "- {name: gone, version: 1.2.3, condition: gone.enabled}\n")
            .with("values.yaml", "here: {enabled: true}\ngone: {enabled: false}\n")
            .with("crds/b.yaml", "---\n# two\n" + crd + "b1\n---\n" + crd + "b2\n---\n")
            .with("charts/here-1.2.3.tgz", on.packed("here"))
            .with("charts/gone-1.2.3.tgz", off.packed("gone"))
            .value("0");
    assertThat(render(chart).documents())
        .extracting(d ->
            d.source()
                + " "
                + d.definition()
                + " "
                + d.text().lines().filter(l -> l.contains(": ")).reduce((a, b) -> b).orElse(""))
        .containsExactly(
            "web/charts/here-1.2.3/crds/a.yaml true   name: here",
            "web/crds/b.yaml true   name: b1",
            "web/crds/b.yaml true   name: b2",
            "web/charts/here/templates/c.yaml false   v: 1",
            "web/templates/c.yaml false   v: 0");
  }

  @Test
  void aPackedChartIsTheSame() throws ChartException {
    Charts chart = new Charts("web").value("1");
    ChartFiles packed =
        new ChartFiles(new TreeMap<>(Map.of("web-1.2.3.tgz", chart.packed("web"))), true);
    assertThat(render(packed, "{}")).isEqualTo(render(chart));
  }

  @Test
  void aMissingDependencyIsNamed() {
    Charts chart =
        new Charts("web")
            .with(
                "Chart.yaml",
                "apiVersion: v2\nname: web\nversion: 1.2.3\ndependencies:\n"
                    + "- {name: redis, version: 1.x.x, repository: \"https://charts.example.org\"}\n");
    assertThat(error(chart, "{}"))
        .contains("the Helm chart 'web' needs charts that are not in its folder charts/: redis\n");
  }

  @Test
  void whatTheSchemaSaysNamesTheValues() {
    Charts chart =
        new Charts("web")
            .with(
                "values.schema.json",
                "{\"properties\":{\"a\":{\"properties\":{\"b\":{\"type\":\"integer\"}}}}}")
            .value("1");
    assertThat(error(chart, "{\"a\":{\"b\":\"x\"}}"))
        .isEqualTo(
            "the values of the Helm chart 'web' do not fit its values.schema.json"
                + "[ValueProblem[path=[a, b], words=got string, want integer]]");
  }

  @Test
  void failuresNameTheTemplate() {
    assertThat(error(new Charts("web").value("{{ fail \"set a\" }}"), "{}"))
        .isEqualTo(
            "the Helm chart 'web' cannot be rendered: set a\nin web/templates/c.yaml, line 6: fail \"set a\"[]");
    assertThat(error(new Charts("web").value("{{ if }}"), "{}"))
        .contains("web/templates/c.yaml, line 6")
        .contains("missing value for if");
    assertThat(error(new Charts("web").with("templates/c.yaml", "b: 1\na: [\n"), "{}"))
        .startsWith("the Helm chart 'web' does not give YAML: ")
        .contains("\nin web/templates/c.yaml, line 2, which gives:\n  a: [");
  }

  @Test
  void failuresNameTheValue() {
    assertThat(error(new Charts("web").value("{{ .Values.a.b.c }}"), "{}"))
        .isEqualTo(
            "the Helm chart 'web' cannot be rendered: a value is missing\n"
                + "in web/templates/c.yaml, line 6: .Values.a.b.c"
                + "[ValueProblem[path=[a, b, c], words=is read, but 'values.a' has no value]]");
    assertThat(
            error(
                new Charts("web")
                    .with("templates/_h.tpl", "{{ define \"h\" }}\n{{ len .Values.n }}{{ end }}")
                    .value("{{ include \"h\" . }}"),
                "{\"n\":1}"))
        .contains(
            "cannot be rendered: len of type float64\nin web/templates/_h.tpl, line 2: len .Values.n\n"
                + "called in web/templates/c.yaml, line 6[ValueProblem[path=[n], ");
  }

  @Test
  void linesKnowTheLineOfTheTemplate() throws ChartException {
    Charts chart =
        new Charts("web")
            .with("values.yaml", "list: {x: 1, z: 2}\n")
            .with(
                "templates/_h.tpl",
                "{{- define \"labels\" }}\na: b\nc: {{ .Release.Name }}\n{{- end }}\n{{ define \"name\" }}n:1{{ end }}")
            .with(
                "templates/c.yaml",
                "{{- if true }}\n# first\nkind: ConfigMap\nmetadata:\n  name: {{ include \"name\" . }}\n"
                    + "  labels:\n    {{- include \"labels\" . | nindent 4 }}\n"
                    + "{{- range $k, $v := .Values.list }}\n---\nkind: {{ $k }}\ndata:\n"
                    + "  {{- toYaml $.Values.list | nindent 2 }}\n  v: {{ $v -}}\n{{- end }}\n{{- end }}\n");
    ChartRequest request = request(chart.files(), "{}");
    HelmRenderer renderer = new HelmRenderer();
    RenderedChart rendered = renderer.render(request);
    StringBuilder seen = new StringBuilder();
    ChartTrace trace = renderer.trace(request, rendered);
    for (int i = 0; i < rendered.documents().size(); i++) {
      List<String> lines = rendered.documents().get(i).text().lines().toList();
      for (int k = 0; k < lines.size(); k++) {
        ChartTrace.Place place = trace.lines().get(i).get(k);
        String where =
            place == null ? "?" : place.file().replaceAll(".*/", "") + ":" + place.line();
        seen.append(where).append(' ').append(lines.get(k).strip()).append('\n');
      }
    }
    assertThat(seen)
        .hasToString(
            """
            c.yaml:2 # first
            c.yaml:3 kind: ConfigMap
            c.yaml:4 metadata:
            c.yaml:5 name: n:1
            c.yaml:6 labels:
            _h.tpl:2\s
            _h.tpl:2 a: b
            _h.tpl:3 c: rel
            c.yaml:10 kind: x
            c.yaml:11 data:
            c.yaml:12 x: 1
            c.yaml:12 z: 2
            ? v: 1
            c.yaml:10 kind: z
            c.yaml:11 data:
            c.yaml:12 x: 1
            c.yaml:12 z: 2
            ? v: 2
            """);
    assertThat(trace.defaults()).startsWith("list:");
  }

  @Test
  void aChartThatReadsItsOwnTemplatesStillKnowsMostLines() throws ChartException {
    Charts chart =
        new Charts("web")
            .with("templates/_h.tpl", "{{ define \"j\" }}\n\"a\": 1\n{{ end }}")
            .with(
                "templates/c.yaml",
                "kind: C\n{{ if (include \"j\" . | fromYaml).a }}sum: {{ include \"j\" . | sha256sum | trunc 1 }}{{ end }}\n"
                    + "{{ if eq (include \"j\" . | trim) `\"a\": 1` }}one: 1\ntwo: 2{{ end }}\n");
    ChartRequest request = request(chart.files(), "{}");
    HelmRenderer renderer = new HelmRenderer();
    ChartTrace trace = renderer.trace(request, renderer.render(request));
    assertThat(trace.lines().get(0))
        .extracting(p -> p == null ? 0 : p.line())
        .containsExactly(1, 2, 3, 4);
  }

  @Test
  void aChartForOtherVersionsIsRefused() {
    Charts chart =
        new Charts("web")
            .with(
                "Chart.yaml", "apiVersion: v2\nname: web\nversion: 1.2.3\nkubeVersion: '>=1.40'\n");
    assertThat(error(chart, "{}"))
        .isEqualTo("the Helm chart 'web' is for Kubernetes >=1.40,\nbut the cluster is 1.31.0.[]");
  }

  @Test
  void hostileArchivesAreRefused() {
    for (String name : List.of("web/../../x", "web/./../Chart.yaml")) {
      assertThatThrownBy(
              () -> ChartArchive.unpack(Charts.pack(Map.of(name, new byte[1]), null), "web"))
          .hasMessage(
              "cannot unpack the Helm chart 'web': it holds the unsafe file name '" + name + "'");
    }
    assertThatThrownBy(
            () -> ChartArchive.unpack(Charts.pack(Map.of(), "web/templates/x.yaml"), "web"))
        .hasMessage(
            "cannot unpack the Helm chart 'web': 'web/templates/x.yaml' is not a regular file");
    assertThatThrownBy(() -> ChartArchive.unpack(new byte[] {31, -117, 8, 0}, "web"))
        .hasMessageStartingWith("cannot unpack the Helm chart 'web': it is damaged");
    byte[] zeros = new byte[100 << 20];
    assertThatThrownBy(() ->
            ChartArchive.unpack(
                Charts.pack(Map.of("w/a", zeros, "w/b", zeros, "w/c", zeros), null), "web"))
        .hasMessage("cannot unpack the Helm chart 'web': unpacked it has more than 256 MiB");
  }

  @Test
  void filesOutsideOfTheChartAreNotThere() throws ChartException {
    assertThat(
            value(
                "\"{{ .Files.Get \"/etc/passwd\" }}{{ .Files.Get \"../../../../etc/passwd\" }}\""))
        .isEqualTo("\"\"");
  }

  @Test
  void theStackIsStillTheJvms() throws ChartException {
    render(new Charts("web").value("1"));
    // Go handles the signals now by which the JVM notices the end of a stack, and hands them on.
    assertThatThrownBy(() -> deep(0)).isInstanceOf(StackOverflowError.class);
    assertThatThrownBy(() -> List.of(1).get(Integer.parseInt("3")))
        .isInstanceOf(RuntimeException.class);
  }

  private static int deep(int n) {
    return n < 0 ? n : deep(n + 1) + 1;
  }
}
