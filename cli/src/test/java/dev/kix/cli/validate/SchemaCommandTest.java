package dev.kix.cli.validate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import dev.kix.cli.Run;
import dev.kix.k8s.GroupVersionKind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kix schema}, schema locations and {@code kix upgrade-check} as their users see them. */
class SchemaCommandTest {
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
                spec: {type: object, properties: {size: {type: integer, default: 3}}}
      """;
  private static final String WIDGET =
      "apiVersion: example.com/v1\nkind: Widget\nmetadata: {name: w}\nspec: {SIZE}\n";
  private static final String OPEN_API =
      """
      {"components": {"schemas": {
        "com.example.v1.Widget": {
          "type": "object",
          "properties": {
            "apiVersion": {"type": "string"}, "kind": {"type": "string"},
            "metadata": {"type": "object"},
            "spec": {"allOf": [{"$ref": "#/components/schemas/com.example.v1.WidgetSpec"}], "default": {}}},
          "x-kubernetes-group-version-kind": [{"group": "example.com", "version": "v1", "kind": "Widget"}]},
        "com.example.v1.WidgetSpec": {
          "type": "object",
          "properties": {
            "size": {"type": "integer"},
            "description": {"description": "A field of this name is no prose.", "type": "string"},
            "inner": {"$ref": "#/components/schemas/com.example.v1.WidgetSpec"}}}}}}
      """;

  @TempDir Path folder;

  private Run run(String... args) {
    return Run.in(folder, Map.of("XDG_DATA_HOME", folder.resolve("data").toString()), "", args);
  }

  @BeforeEach
  void files() throws Exception {
    Files.writeString(folder.resolve("crd.yaml"), CRD);
    Files.writeString(folder.resolve("good.yaml"), WIDGET.replace("SIZE", "size: 1"));
    Files.writeString(folder.resolve("bad.yaml"), WIDGET.replace("SIZE", "sice: 1"));
  }

  @Test
  void kindsAreListed() {
    assertThat(run("schema", "list", "autoscaling", "--version", "1.34").out())
        .contains("autoscaling/v2  HorizontalPodAutoscaler  namespace  hpa");
    assertThat(run("schema", "list", "flowschema", "--version", "1.31").out())
        .containsPattern("v1beta3 +FlowSchema +cluster +deprecated");
  }

  @Test
  void fieldsAreShownDownAPath() {
    assertThat(run("schema", "show", "deploy.spec.strategy", "--version", "1.34").out())
        .isEqualTo(
            """
            deploy.spec.strategy (apps/v1), Kubernetes 1.34: DeploymentStrategy
              rollingUpdate  RollingUpdateDeployment
              type           string                   one of Recreate, RollingUpdate
            """);
    assertThat(run("schema", "show", "Pod.spec.containers.ports.protocol").out())
        .contains("one of SCTP, TCP, UDP; default \"TCP\"");
    assertThat(run("schema", "show", "Deployment.spec.stratgy").err())
        .contains("Deployment.spec has no field 'stratgy'", "Did you mean 'strategy'?");
    assertThat(run("schema", "show", "Deploymnt").err()).contains("Did you mean 'Deployment'?");
  }

  @Test
  void addedDefinitionsAreUsed() {
    assertThat(run("validate", "good.yaml").code()).isEqualTo(1);
    assertThat(run("schema", "add", "crd.yaml").out()).startsWith("1 kind added to ");
    assertThat(run("validate", "good.yaml").code()).isZero();
    assertThat(run("validate", "bad.yaml").out())
        .contains("$.spec.sice: there is no such field", "did you mean 'size'?");
    assertThat(run("schema", "show", "Widget.spec").out()).contains("size  integer  default 3");
    assertThat(run("validate", "-schema-location", "default", "good.yaml").code()).isEqualTo(1);
  }

  @Test
  void aServerIsAsked() throws Exception {
    HttpServer server =
        server(exchange -> {
          boolean index = exchange.getRequestURI().getPath().equals("/openapi/v3");
          String text =
              index
                  ? "{\"paths\":{\"apis/example.com/v1\":{\"serverRelativeURL\":\"/openapi/v3/w?hash=1\"}}}"
                  : OPEN_API;
          answer(exchange, 200, text);
        });
    try {
      assertThat(run("schema", "add", url(server)).out()).startsWith("1 kind added");
    } finally {
      server.stop(0);
    }
    assertThat(run("validate", "good.yaml").code()).isZero();
    assertThat(run("validate", "bad.yaml").out()).contains("there is no such field");
    Files.writeString(
        folder.resolve("described.yaml"), WIDGET.replace("SIZE", "size: 3, description: wide"));
    assertThat(run("validate", "described.yaml").out()).isEmpty();
  }

  @Test
  void locationsAreTemplates() throws Exception {
    Files.createDirectories(folder.resolve("s/example.com"));
    Files.writeString(
        folder.resolve("s/example.com/widget_v1.json"),
        """
        {"type": "object", "properties": {"spec": {"type": ["object", "null"],
         "properties": {"size": {"type": "integer"}}, "additionalProperties": false}}}
        """);
    String template = "s/{{.Group}}/{{ .ResourceKind }}_{{ .ResourceAPIVersion }}.json";
    assertThat(run("validate", "-schema-location", template, "good.yaml").code()).isZero();
    assertThat(run("validate", "-schema-location", template, "bad.yaml").out())
        .contains("$.spec.sice: there is no such field");
    Files.writeString(
        folder.resolve("map.yaml"), "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n");
    assertThat(run("validate", "-schema-location", template, "map.yaml").out())
        .contains("no schema location has a schema of v1 ConfigMap");
    assertThat(
            run("validate", "-schema-location", template, "-schema-location", "default", "map.yaml")
                .code())
        .isZero();
  }

  @Test
  void whatCannotBeReadIsSaidOfTheResourceAndEndsNothing() throws Exception {
    Files.createDirectories(folder.resolve("s"));
    Files.writeString(folder.resolve("s/widget.json"), "<html>");
    Files.writeString(
        folder.resolve("both.yaml"),
        WIDGET.replace("SIZE", "") + "---\napiVersion: v1\nkind: Secret\nmetadata: {name: s}\n");
    Run text =
        run(
            "validate",
            "-schema-location",
            "default",
            "-schema-location",
            "s/{{.ResourceKind}}.json",
            "-summary",
            "both.yaml");
    assertThat(text.code()).isEqualTo(1);
    assertThat(text.err()).isEmpty();
    assertThat(text.out())
        .contains("the schema 's/widget.json' is not JSON", "Valid: 1, Invalid: 0, Errors: 1");
    Run closed =
        run(
            "validate",
            "--allow-network",
            "-schema-location",
            "http://127.0.0.1:1/x.json",
            "-output",
            "json",
            "good.yaml");
    assertThat(closed.err()).isEmpty();
    assertThat(new ObjectMapper().readTree(closed.out()).at("/resources/0/msg").asText())
        .isEqualTo("cannot read 'http://127.0.0.1:1/x.json': Connection refused");
  }

  @Test
  void aNameLeavesNoFolder() throws Exception {
    Files.writeString(
        folder.resolve("crd.yaml"), CRD.replace("group: example.com", "group: ../../../out"));
    Run add = run("schema", "add", "crd.yaml");
    assertThat(add.code()).isEqualTo(1);
    assertThat(add.err()).startsWith("error: '../../../out/v1 Widget' cannot be a kind");
    assertThat(folder.resolve("out_v1_widget.json")).doesNotExist();

    Files.writeString(folder.resolve("secret.json"), "{}");
    Files.createDirectories(folder.resolve("s"));
    for (String kind : List.of("../secret", "a\\u0000b")) {
      Files.writeString(
          folder.resolve("hostile.json"),
          "{\"apiVersion\": \"e.org/v1\", \"kind\": \"KIND\", \"metadata\": {\"name\": \"x\"}}"
              .replace("KIND", kind));
      Files.createDirectories(folder.resolve("data/kix/schemas"));
      for (String location : List.of("user", "s/{{.ResourceKind}}.json")) {
        Run run = run("validate", "-summary", "-schema-location", location, "hostile.json");
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).contains("Errors: 1");
      }
    }
  }

  @Test
  void aTokenGoesToNobodyElse() throws Exception {
    List<String> seen = Collections.synchronizedList(new ArrayList<>());
    HttpServer other =
        server(exchange -> {
          seen.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
          answer(exchange, 200, OPEN_API);
        });
    HttpServer redirecting =
        server(exchange -> {
          exchange.getResponseHeaders().add("Location", url(other) + "/openapi/v3");
          answer(exchange, 302, "");
        });
    HttpServer indexing =
        server(exchange ->
            answer(
                exchange,
                200,
                "{\"paths\":{\"v1\":{\"serverRelativeURL\":\"" + url(other) + "\"}}}"));
    try {
      Files.writeString(folder.resolve("token"), "secret");
      assertThat(run("schema", "add", "--token-file", "token", url(redirecting)).err())
          .contains("answers 302");
      assertThat(run("schema", "add", "--token-file", "token", url(indexing)).err())
          .contains("sends to another server");
      assertThat(seen).isEmpty();
    } finally {
      List.of(other, redirecting, indexing).forEach(s -> s.stop(0));
    }
  }

  @Test
  void whatIsNoSchemaIsNotKept() throws Exception {
    Deque<String> answers = new ArrayDeque<>(List.of("<html>", "{}"));
    HttpServer server = server(exchange -> answer(exchange, 200, answers.remove()));
    try {
      String location = url(server) + "/{{.ResourceKind}}.json";
      String[] args = {
        "validate", "--allow-network", "-cache", "kept", "-schema-location", location, "good.yaml"
      };
      assertThat(run(args).out()).contains("widget.json' is not JSON");
      assertThat(run(args).code()).isZero();
      assertThat(run(args).code()).isZero(); // answered by what was kept
    } finally {
      server.stop(0);
    }
  }

  @Test
  void whyASourceCannotBeReadIsSaid() throws Exception {
    assertThat(run("schema", "add", "http://127.0.0.1:1").err())
        .isEqualTo("error: cannot read 'http://127.0.0.1:1/openapi/v3': Connection refused\n");
    assertThat(run("schema", "add", "http://a b/").err())
        .isEqualTo("error: 'http://a b/' is no URL: Illegal character in authority\n");
    assertThat(run("schema", "add", "--token-file", "none", "http://127.0.0.1:1").err())
        .isEqualTo("error: cannot read '" + folder.resolve("none") + "': no such file or folder\n");
    Files.writeString(folder.resolve("empty.pem"), "");
    assertThat(run("schema", "add", "--ca", "empty.pem", "https://127.0.0.1:1").err())
        .contains("empty.pem' holds no certificate in PEM");
    assertThat(Run.in(folder, Map.of(), "", "schema", "add", "crd.yaml").err())
        .startsWith("error: there is no folder for schemas");
  }

  private static HttpServer server(HttpHandler handler) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", handler);
    server.start();
    return server;
  }

  private static String url(HttpServer server) {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private static void answer(HttpExchange exchange, int code, String text) throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(code, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Test
  void theLayoutOfKubernetesJsonSchema() {
    SchemaLocations locations =
        new SchemaLocations(List.of("x"), folder, "1.34.2", true, false, null);
    assertThat(locations.fill("x", new GroupVersionKind("networking.k8s.io", "v1", "Ingress")))
        .isEqualTo("x/v1.34.2-standalone-strict/ingress-networking-v1.json");
    assertThat(locations.fill("x", new GroupVersionKind("", "v1", "Pod")))
        .isEqualTo("x/v1.34.2-standalone-strict/pod-v1.json");
  }

  @Test
  void theNetworkNeedsPermission() {
    assertThat(run("validate", "-schema-location", "https://example.org", "good.yaml").err())
        .contains("Allow it with --allow-network");
    assertThat(run("validate", "-schema-location", "{{.Knd}}.json", "good.yaml").err())
        .contains("Known are .NormalizedKubernetesVersion");
  }

  @Test
  void upgradesOfFiles() throws Exception {
    Files.writeString(
        folder.resolve("old.yaml"),
        """
        apiVersion: flowcontrol.apiserver.k8s.io/v1beta3
        kind: FlowSchema
        metadata: {name: web}
        spec: {priorityLevelConfiguration: {name: low}}
        """);
    Run breaks = run("upgrade-check", "--from", "1.31", "--to", "1.32", "old.yaml");
    assertThat(breaks.code()).isEqualTo(1);
    assertThat(breaks.out())
        .isEqualTo(
            """
            error: resource FlowSchema/web uses
                   apiVersion 'flowcontrol.apiserver.k8s.io/v1beta3', which was removed in
                   Kubernetes 1.32. Use 'flowcontrol.apiserver.k8s.io/v1' instead.
                   target cluster version: 1.32
                   in old.yaml, line 1
            old.yaml: 1.31 to 1.32: 1 thing breaks
            """);
    Run later = run("upgrade-check", "--from", "1.30", "--to", "1.31", "old.yaml");
    assertThat(later.code()).isZero();
    assertThat(later.out()).contains("nothing breaks, 1 will later");
    assertThat(run("upgrade-check", "--strict", "--to", "1.31", "old.yaml").code()).isEqualTo(1);
    assertThat(run("upgrade-check", "--json", "--to", "1.32", "old.yaml").out())
        .contains("\"breaks\" : true", "\"rule\" : \"api-removed\"");
    assertThat(run("upgrade-check", "--from", "1.33", "--to", "1.32", "old.yaml").err())
        .contains("1.33 is not older than 1.32");
  }
}
