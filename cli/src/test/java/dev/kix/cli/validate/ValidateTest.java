package dev.kix.cli.validate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kix.cli.Kix;
import dev.kix.cli.console.Console;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kix validate} as its users see it. */
class ValidateTest {
  private static final String GOOD =
      "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: good\ndata: {a: b}\n";
  private static final String BAD =
      "apiVersion: v1\nkind: Service\nmetadata:\n  name: bad\nspec:\n  ports: [{port: eighty}]\n";
  private static final String CRD =
      """
      apiVersion: apiextensions.k8s.io/v1
      kind: CustomResourceDefinition
      metadata: {name: widgets.example.com}
      spec:
        group: example.com
        names: {kind: Widget, plural: widgets, singular: widget, listKind: WidgetList}
        scope: Namespaced
        versions:
        - name: v1
          served: true
          storage: true
          schema:
            openAPIV3Schema:
              type: object
              properties:
                spec:
                  type: object
                  properties: {size: {type: integer}}
      """;
  private static final String WIDGET =
      "apiVersion: example.com/v1\nkind: Widget\nmetadata: {name: w}\nspec: {size: %s}\n";

  @TempDir Path folder;
  private int code;

  private String run(String in, String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    List<String> all = new ArrayList<>(List.of("validate"));
    all.addAll(List.of(args));
    code =
        Kix.run(
            all,
            new Console(
                new ByteArrayInputStream(in.getBytes(StandardCharsets.UTF_8)),
                out,
                out,
                Map.of(),
                folder,
                ""));
    return out.toString(StandardCharsets.UTF_8);
  }

  @BeforeEach
  void files() throws Exception {
    Files.createDirectories(folder.resolve("m/sub"));
    Files.writeString(folder.resolve("m/a.yaml"), GOOD + "---\n" + BAD);
    Files.writeString(folder.resolve("m/sub/b.yml"), GOOD);
    Files.writeString(folder.resolve("m/notes.txt"), "not YAML: [");
  }

  @Test
  void aFolder() {
    assertThat(run("", "-summary", "-kubernetes-version", "1.34.2", "m"))
        .isEqualTo(
            """
            error: resource Service/bad is not valid for Kubernetes 1.34
                   $.spec.ports[0].port: expected an integer but found the string "eighty"
                   in m/a.yaml, line 12
            Summary: 3 resources found in 2 files - Valid: 2, Invalid: 1, Errors: 0, Skipped: 0
            """);
    assertThat(code).isEqualTo(1);
  }

  @Test
  void standardInput() {
    assertThat(run(GOOD, "--summary", "-"))
        .isEqualTo(
            "Summary: 1 resource found parsing stdin - Valid: 1, Invalid: 0, Errors: 0, Skipped: 0\n");
    assertThat(code).isZero();
    assertThat(run(GOOD, "-verbose")).isEqualTo("stdin - ConfigMap good is valid\n");
  }

  @Test
  void customResourcesAgainstDefinitionsBehindThem() {
    assertThat(run(WIDGET.formatted("3") + "---\n" + CRD)).isEmpty();
    assertThat(run(WIDGET.formatted("x") + "---\n" + CRD))
        .contains("$.spec.size: expected an integer but found the string \"x\"")
        .contains("in stdin, line 4");
    assertThat(code).isEqualTo(1);
    assertThat(run(WIDGET.formatted("3"))).contains("no CustomResourceDefinition");
    assertThat(code).isEqualTo(1);
    assertThat(run(WIDGET.formatted("3"), "-ignore-missing-schemas", "-summary"))
        .contains("Skipped: 1");
    assertThat(code).isZero();
  }

  @Test
  void theOrderIsThatOfTheInput() {
    StringBuilder in = new StringBuilder(WIDGET.formatted("1"));
    for (int i = 0; i < 300; i++) {
      in.append("---\n").append(GOOD.replace("good", "good" + i));
    }
    in.append("---\n").append(CRD);
    String out = run(in.toString(), "-verbose", "-n", "4");
    assertThat(out.lines().findFirst()).contains("stdin - Widget w is valid");
    assertThat(out.lines().skip(1).limit(300))
        .containsExactlyElementsOf(
            IntStream.range(0, 300)
                .mapToObj(i -> "stdin - ConfigMap good" + i + " is valid")
                .toList());
  }

  @Test
  void skipRejectAndIgnore() {
    assertThat(run("", "-skip", "v1/Service", "-summary", "m")).contains("Valid: 2", "Skipped: 1");
    assertThat(code).isZero();
    run("", "-skip", "v2/Service", "m");
    assertThat(code).isEqualTo(1);
    assertThat(run("", "-reject", "ConfigMap", "m/sub"))
        .contains("prohibited resource kind ConfigMap");
    assertThat(code).isEqualTo(1);
    run("", "--ignore-filename-pattern", "sub", "-ignore-filename-pattern", "a\\.y", "m");
    assertThat(code).isZero();
    assertThat(run("", "-exit-on-error", "-n", "1", "m")).doesNotContain("b.yml");
  }

  @Test
  void strictOrNot() {
    String extra = GOOD + "extra: 1\n";
    assertThat(run(extra, "-strict")).contains("$.extra: there is no such field");
    assertThat(run(extra)).contains("$.extra");
    assertThat(run(extra, "-strict=false")).isEmpty();
    assertThat(run(GOOD + "kind: ConfigMap\n")).contains("$.kind: the key is there twice");
    assertThat(code).isEqualTo(1);
    assertThat(run(GOOD + "kind: ConfigMap\n", "--lenient")).isEmpty();
  }

  @Test
  void flagsAsKubeconformTakesThem() {
    assertThat(run(GOOD, "-summary=true", "-strict=true", "-n=2", "-output=pretty", "-"))
        .contains("Valid: 1");
    assertThat(run(GOOD, "--summary=f", "-verbose=0", "-cache", "c", "-debug")).isEmpty();
    assertThat(run(GOOD, "-insecure-skip-tls-verify")).contains("has no flag", "trustStore");
    assertThat(code).isEqualTo(1);
    assertThat(run(GOOD, "-v")).contains("'kix version'");
  }

  @Test
  void rulesCanBeSwitched() {
    assertThat(run(BAD, "--rule", "schema-type=warning")).startsWith("warning: ");
    assertThat(code).isZero();
    assertThat(run(BAD, "--rule", "schema-typ=off")).contains("Did you mean 'schema-type'");
    String spared =
        BAD.replace(
            "name: bad",
            "name: bad\n  annotations: {ignore-rule.kix.dev/schema-type: demonstrates}");
    assertThat(run(spared))
        .isEqualTo(
            "note: the rule 'schema-type' lets Service/bad pass\n      reason: demonstrates\n");
    assertThat(code).isZero();
  }

  @Test
  void jsonAsKubeconformWritesIt() {
    assertThat(run("", "-output", "json", "-summary", "-kubernetes-version", "1.34", "m"))
        .isEqualTo(
            """
            {
              "resources": [
                {
                  "filename": "m/a.yaml",
                  "kind": "Service",
                  "name": "bad",
                  "version": "v1",
                  "status": "statusInvalid",
                  "msg": "$.spec.ports[0].port: expected an integer but found the string \\"eighty\\"",
                  "validationErrors": [
                    {
                      "path": "$.spec.ports[0].port",
                      "msg": "expected an integer but found the string \\"eighty\\""
                    }
                  ],
                  "findings": [
                    {
                      "rule": "schema-type",
                      "severity": "error",
                      "path": "$.spec.ports[0].port",
                      "message": "expected an integer but found the string \\"eighty\\"",
                      "file": "m/a.yaml",
                      "line": 12
                    }
                  ]
                }
              ],
              "summary": {
                "valid": 2,
                "invalid": 1,
                "errors": 0,
                "skipped": 0
              }
            }
            """);
  }

  @Test
  void tap() {
    assertThat(run("", "-output", "tap", "m/sub"))
        .isEqualTo("TAP version 13\nok 1 - m/sub/b.yml (v1/ConfigMap//good)\n1..1\n");
  }

  @Test
  void junitIsXml() throws Exception {
    String xml = run("", "-output", "junit", "m");
    var document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
    assertThat(document.getElementsByTagName("testcase").getLength()).isEqualTo(3);
    assertThat(document.getElementsByTagName("failure").getLength()).isEqualTo(1);
  }

  @Test
  void sarifNamesRuleFileAndLine() {
    assertThat(run("", "-output", "sarif", "m"))
        .contains("\"version\": \"2.1.0\"")
        .contains("\"ruleId\": \"schema-type\"")
        .contains("\"uri\": \"m/a.yaml\"")
        .contains("\"startLine\": 12");
  }

  @Test
  void whatCannotBeRead() {
    assertThat(run("", "m/none.yaml")).contains("no such file or folder");
    assertThat(code).isEqualTo(1);
    assertThat(run("kind: {{ .Kind }}\n")).contains("it looks like a template: render it first");
    assertThat(code).isEqualTo(1);
    assertThat(run("", "-kubernetes-version", "1.12", "m")).contains("This kix knows 1.25 to");
    assertThat(run("# nothing\n", "-summary")).contains("0 resource found");
    assertThat(code).isZero();
  }

  /** As with kubeconform it is no error, but nobody is left to think that something was checked. */
  @Test
  void saysThatThereWasNothing() throws Exception {
    Files.createDirectories(folder.resolve("empty"));
    String nothing =
        """
        warning: there was nothing to validate in empty
                 Of folders, files that end in .yaml, .yml or .json are looked at.
        """;
    assertThat(run("", "empty")).isEqualTo(nothing);
    assertThat(code).isZero();
    assertThat(run("", "-summary", "empty")).endsWith(nothing);
    assertThat(run("---\n"))
        .isEqualTo("warning: there was nothing to validate: standard input has no manifest\n");
    assertThat(code).isZero();
    Files.writeString(folder.resolve("empty/kix.nix"), "{ }");
    assertThat(run("", "empty")).endsWith("are compiled: kix build empty#NAME\n");
    Files.writeString(folder.resolve("good.yaml"), GOOD);
    assertThat(run("", "empty", "good.yaml")).isEmpty();
  }

  @Test
  void saysThatNixIsNoManifest() throws Exception {
    Files.writeString(folder.resolve("a.nix"), "{ }");
    assertThat(run("", "a.nix"))
        .isEqualTo(
            "error: a.nix: failed validation: this is Nix, not a manifest. A cluster is checked by"
                + " 'kix build a.nix', what is a manifest when it is evaluated by 'kix eval --json"
                + " a.nix | kix validate'\n");
    assertThat(code).isEqualTo(1);
  }
}
