package dev.kix.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kix.cluster.graph.ResourceNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterCompilerTest {
  /** Packages that are as small as they can be: a ConfigMap that shows what it was given. */
  private static final String PACKAGES =
      """
      db = { scope, self, ... }: {
        resources.service = scope.mkResource {
          kind = "ConfigMap";
          data.port = "5432";
        };
        out = { name = "${scope.namespace}/${scope.instanceName}"; port = 5432;
                ref = self.resources.service.out.name; f = x: "f-${x}"; };
      };
      """;

  @TempDir Path temp;
  private Path folder;

  @BeforeEach
  void findFolder() throws IOException {
    folder = temp.toRealPath();
  }

  /** A cluster with an app, made of {@code app}, and further instances. */
  private static String cluster(String app, String instances) {
    return """
    { lib, kix, config, ... }:
    let
      %s
      app = %s;
    in
    {
      instances = %s;
    }
    """
        .formatted(PACKAGES, app, instances);
  }

  private static final String SHOWS_DB =
      """
      { scope, db }: {
        resources.main = scope.mkResource {
          kind = "ConfigMap";
          data.db = if db == null then "null" else db.out.name;
        };
      }
      """;

  private String wiredTo(String instances) {
    return data(Clusters.compile(folder, cluster(SHOWS_DB, instances)), "a", "app")
        .path("db")
        .asText();
  }

  private static ResourceNode node(Activation a, String namespace, String name) {
    return a.graph().nodes().values().stream()
        .filter(n -> namespace.equals(n.id().namespace()) && n.id().name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static ObjectNode data(Activation a, String namespace, String name) {
    return (ObjectNode) node(a, namespace, name).manifest().get("data");
  }

  @Test
  void definitionsOfTheClusterSayWhichVersionAKindHasAndWhetherItLivesInANamespace() {
    Activation a =
        Clusters.compile(
            folder,
            """
            { kix, ... }:
            let
              definition = scope: kind: namespaced:
                kix.parts.customResourceDefinition {
                  inherit scope kind namespaced;
                  group = "example.com";
                  version = "v1beta1";
                };
              # Comes first, and looks at its own name to decide what to make.
              app = { scope, self, ... }: {
                resources = {
                  widget = scope.mkResource { kind = "Widget"; spec.size = 1; };
                  part = scope.mkResource {
                    kind = "Part";
                    spec.widget = self.resources.widget.out.name;
                  };
                };
              };
            in
            {
              instances.a.app.package = app;
              instances.a.definitions.package = { scope, ... }: {
                resources.widget = definition scope "Widget" false;
                resources.part = definition scope "Part" true;
              };
            }
            """);
    assertThat(a.graph().nodes().keySet().stream().map(Object::toString))
        .contains("Widget/app", "Part/app (namespace 'a')");
    ResourceNode part = node(a, "a", "app");
    assertThat(part.manifest().get("apiVersion").asText()).isEqualTo("example.com/v1beta1");
    assertThat(part.references().toString()).contains("Widget/app");
  }

  @Test
  void depsChooseByNamePathValueOrNull() {
    String both = "a.db.package = db; b.db.package = db; b.other.package = db;";
    assertThat(wiredTo("{ a.app = { package = app; deps.db = \"db\"; }; " + both + "}"))
        .isEqualTo("a/db");
    assertThat(wiredTo("{ a.app = { package = app; deps.db = \"b/other\"; }; " + both + "}"))
        .isEqualTo("b/other");
    assertThat(
            wiredTo(
                "{ a.app = { package = app; deps.db = config.instances.b.other; }; " + both + "}"))
        .isEqualTo("b/other");
    assertThat(wiredTo("{ a.app = { package = app; deps.db = null; }; " + both + "}"))
        .isEqualTo("null");
  }

  @Test
  void theNearestLevelWins() {
    assertThat(wiredTo("{ a.app.package = app; a.db.package = db; b.db.package = db; }"))
        .isEqualTo("a/db");
    assertThat(
            wiredTo(
                "{ a.app.package = app; a.x = { package = db; aliases = [ \"db\" ]; };"
                    + " b.db.package = db; }"))
        .isEqualTo("a/x");
    assertThat(wiredTo("{ a.app.package = app; b.db.package = db; }")).isEqualTo("b/db");
  }

  @Test
  void anEnvironmentIsNearerThanTheCluster() {
    Activation a =
        Clusters.compile(
            folder,
            cluster(
                SHOWS_DB,
                """
                kix.mkEnv "e" { } { app.app.package = app; data.db.package = db; }
                // kix.mkEnv "f" { config.x = 1; } {
                  app = { env, ... }: { app = { package = app; enable = env.config.x == 1; }; };
                  data.db.package = db;
                }
                """));
    assertThat(data(a, "e-app", "app").path("db").asText()).isEqualTo("e-data/db");
    assertThat(data(a, "f-app", "app").path("db").asText()).isEqualTo("f-data/db");
  }

  @Test
  void requiredArgumentsInstantiateOnceInANamespace() {
    String module =
        cluster(SHOWS_DB, "{ a.app.package = app; a.second.package = app; b.app.package = app; }")
            .replace("instances =", "availablePackages = { inherit db; }; instances =");
    Activation a = Clusters.compile(folder, module);
    assertThat(a.instances()).containsExactly("a/app", "a/db", "a/second", "b/app", "b/db");
    assertThat(data(a, "b", "app").path("db").asText()).isEqualTo("b/db");
  }

  @Test
  void optionalArgumentsFallBackToTheirDefault() {
    String module =
        cluster(SHOWS_DB.replace("db }:", "db ? null }:"), "{ a.app.package = app; }")
            .replace("instances =", "availablePackages = { inherit db; }; instances =");
    assertThat(data(Clusters.compile(folder, module), "a", "app").path("db").asText())
        .isEqualTo("null");
  }

  @Test
  void allErrorsOfInjectionAreReportedTogether() {
    List<String> errors =
        Clusters.errors(
            folder,
            cluster(
                SHOWS_DB,
                """
                {
                  a.app.package = app;
                  c.app = { package = app; deps = { dbb = "x"; db = "nowhere"; }; };
                  x.db.package = db;
                  y.db.package = db;
                }
                """));
    assertThat(errors).hasSize(3);
    assertThat(errors)
        .anySatisfy(e ->
            assertThat(e)
                .startsWith(
                    "ambiguous auto-resolution for 'db'\n"
                        + "in namespace 'a': multiple matches\n"
                        + "Use explicit 'deps' to disambiguate.")
                .contains("x/db", "y/db", "cluster.nix, line"))
        .anySatisfy(e -> assertThat(e).contains("sets deps.dbb", "Did you mean 'db'?"))
        .anySatisfy(e -> assertThat(e).contains("there is no instance 'c/nowhere'"));
  }

  @Test
  void aMissingDependencySaysWhereItLooked() {
    assertThat(Clusters.errors(folder, cluster(SHOWS_DB, "{ a.app.package = app; }")))
        .singleElement()
        .asString()
        .startsWith("no 'db' found in cluster\nfor namespace 'a'")
        .contains("looked at: deps, namespace 'a'", "cluster.nix, line");
  }

  @Test
  void edgesComeFromStringsNumbersAndFunctionsOfOut() {
    String app =
        """
        { scope, self, db }: {
          options.port = lib.mkOption { type = lib.types.int; default = db.out.port; };
          resources =
            let cm = name: v: scope.mkResource { kind = "ConfigMap"; inherit name; data.v = v; };
            in {
              string = cm "string" db.out.ref;
              number = cm "number" (toString db.out.port);
              function = cm "function" (db.out.f "x");
              option = cm "option" (toString self.config.port);
              nothing = cm "nothing" "x";
            };
        }
        """;
    Activation a =
        Clusters.compile(folder, cluster(app, "{ a.app.package = app; b.db.package = db; }"));
    var target = node(a, "b", "db").id();
    for (String name : List.of("string", "number", "function", "option")) {
      assertThat(node(a, "a", name).references()).as(name).containsExactly(target);
    }
    assertThat(node(a, "a", "nothing").references()).isEmpty();
  }

  @Test
  void nullIsDroppedAndEmptyIsKept() {
    String app =
        """
        { scope }: {
          resources.main = scope.mkResource {
            kind = "NetworkPolicy";
            annotations = null;
            spec = { podSelector = { }; ingress = [ ]; egress = null; policyTypes = [ null "Ingress" ]; };
          };
        }
        """;
    Activation a = Clusters.compile(folder, cluster(app, "{ a.app.package = app; }"));
    assertThat(node(a, "a", "app").manifest().get("spec").toString())
        .isEqualTo("{\"ingress\":[],\"podSelector\":{},\"policyTypes\":[\"Ingress\"]}");
  }

  private static final String CONFIGURED =
      """
      { scope, self }: {
        options.level = lib.mkOption { type = lib.types.int; default = 0; };
        resources.main =
          scope.mkResource { kind = "ConfigMap"; data.level = toString self.config.level; };
      }
      """;

  @Test
  void wildcardsReachWhatDeclaresTheOption() {
    Activation a =
        Clusters.compile(
            folder,
            cluster(
                CONFIGURED,
                """
                lib.mkMerge [
                  { a.app.package = app; b.app = { package = app; config.level = 2; }; c.db.package = db; }
                  { *.*.config.level = lib.mkDefault 1; }
                  { "*".db.config.none = 1; b."*".config.level = lib.mkForce 3; }
                ]
                """));
    assertThat(data(a, "a", "app").path("level").asText()).isEqualTo("1");
    assertThat(data(a, "b", "app").path("level").asText()).isEqualTo("3");
  }

  @Test
  void aWildcardThatReachesNothingIsAWarning() {
    Activation a =
        Clusters.compile(
            folder, cluster(CONFIGURED, "{ a.app.package = app; *.*.config.levle = 1; }"));
    assertThat(Clusters.warnings(a))
        .anySatisfy(w ->
            assertThat(w)
                .contains("'instances.*.*.config.levle' reaches no instance")
                .contains("in cluster.nix, line "));
  }

  @Test
  void wrongOptionsAreAllReportedWithTheirPlace() {
    List<String> errors =
        Clusters.errors(
            folder,
            cluster(
                CONFIGURED,
                "{\na.app = { package = app; config.level = \"x\"; };\n"
                    + "b.app = { package = app; config.levle = 1; }; }"));
    assertThat(errors).hasSize(2).allSatisfy(e -> assertThat(e).contains("cluster.nix, line"));
    assertThat(errors.get(0)).contains("The option 'level' is of type", "string");
    assertThat(errors.get(1)).contains("levle");
  }

  @Test
  void namespacesAreMadeUnlessTheyExist() {
    String module =
        cluster(
                CONFIGURED,
                "{ a.app.package = app; b.app.package = app; default.app.package = app; }")
            .replace("instances =", "namespaces.b.create = false; namespaces.z = { }; instances =");
    assertThat(
            Clusters.compile(folder, module).graph().nodes().keySet().stream()
                .filter(id -> id.kind().equals("Namespace"))
                .map(id -> id.name()))
        .containsExactly("a", "z");
  }

  @Test
  void transformersSeeEveryResource() {
    String module =
        cluster(CONFIGURED, "{ a.app.package = app; }")
            .replace(
                "instances =",
                "transformers.t = r: lib.recursiveUpdate r { metadata.labels.team = \"x\"; };"
                    + " instances =");
    assertThat(Clusters.compile(folder, module).graph().nodes().values())
        .hasSize(2)
        .allSatisfy(
            n -> assertThat(n.manifest().at("/metadata/labels/team").asText()).isEqualTo("x"));
  }

  @Test
  void findingsOfTheSchemaHaveFileAndLine() {
    String app =
        """
        { scope }: {
          resources.one = scope.mkResource { kind = "ConfigMap"; data.x = 1; };
          resources.two = scope.mkResource { kind = "Service"; spec.prots = [ ]; };
        }
        """;
    try {
      Clusters.compile(folder, cluster(app, "{ a.app.package = app; }"));
      throw new AssertionError("compiled");
    } catch (ClusterException e) {
      assertThat(e.messages())
          .filteredOn(m -> m.severity() == ClusterMessage.Severity.ERROR)
          .hasSize(2) // two findings of one resource under one headline
          .allSatisfy(m -> {
            assertThat(m.file()).isEqualTo("cluster.nix");
            assertThat(m.line()).isPositive();
          });
    }
  }

  /** Resources are held against an API only where its version is what the user wrote. */
  @Test
  void errorsOfOptionsHideFindingsOnlyWhenTheVersionIsUnknown() {
    String app =
        """
        { scope }: { resources.one = scope.mkResource { kind = "ConfigMap"; dat.x = "1"; }; }
        """;
    String module = cluster(app, "{ a.app.package = app; }");
    assertThat(findings(module, "tenants.kubernetes.namespaces = \"shop\";")).isEqualTo(1);
    assertThat(findings(module, "priority.web.value = 3;")).isEqualTo(1);
    assertThat(findings(module, "kubernetes.version = 3;")).isZero();
    assertThat(findings(module, "kubernetes.versoin = \"1.30\";")).isZero();
    assertThat(findings(module, "kubernets.version = \"1.30\";")).isZero();
  }

  private long findings(String module, String mistake) {
    List<String> errors =
        Clusters.errors(folder, module.replace("instances =", mistake + " instances ="));
    assertThat(errors).anyMatch(e -> e.contains("option"));
    return errors.stream().filter(e -> e.contains("there is no such field")).count();
  }
}
