package dev.kix.cli.action;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kix.cli.console.CliException;
import dev.kix.cli.console.Console;
import dev.kix.cli.console.ErrorReporter;
import dev.kix.cli.validate.ManifestFiles;
import dev.kix.cli.validate.ServerAccess;
import dev.kix.cli.validate.UserSchemas;
import dev.kix.k8s.GroupVersionKind;
import dev.kix.k8s.Manifest;
import dev.kix.k8s.schema.StandaloneSchema;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Adds schemas to the user's own: of CustomResourceDefinitions, of documents of a server's {@code
 * /openapi/v3}, in files or from a running server.
 */
public final class SchemaAdd {
  private final Console console;
  private final UserSchemas schemas;
  private final ServerAccess access;
  private int added;

  /**
   * @param token a file that holds the token to show to servers, or null for none
   * @param authority a file with the certificates that servers are trusted by, or null for the
   *     JVM's own
   */
  public SchemaAdd(Console console, @Nullable Path token, @Nullable Path authority) {
    this.console = console;
    this.access = ServerAccess.of(token, authority);
    this.schemas = UserSchemas.of(console);
  }

  /**
   * Adds what is in the sources and says how much that was.
   *
   * @param sources files, folders, or URLs of a server or of its {@code /openapi/v3}
   * @return 0 when something was found in each
   */
  public int run(List<String> sources) throws IOException {
    for (String source : sources) {
      int before = added;
      if (source.startsWith("http://") || source.startsWith("https://")) {
        server(source);
      } else {
        file(source);
      }
      if (added == before) {
        throw new CliException(
            "there is no schema in " + source,
            "Give a CustomResourceDefinition, a document of /openapi/v3, or the URL of a server"
                + " ('kubectl proxy' offers one at http://127.0.0.1:8001). A folder of JSON schemas"
                + " named by group, kind and version is a location of 'kix validate': -schema-location"
                + " default -schema-location '"
                + source
                + "/{{.Group}}/{{.ResourceKind}}_{{.ResourceAPIVersion}}.json'.");
      }
    }
    console.out(added + (added == 1 ? " kind" : " kinds") + " added to " + schemas.folder() + "\n");
    return 0;
  }

  private void file(String source) throws IOException {
    Path path = console.resolve(source);
    if (Files.isRegularFile(path) && source.endsWith(".json")) {
      JsonNode document = parse(Files.newInputStream(path), source);
      if (document.path("components").path("schemas").isObject()) {
        openApi(document);
        return;
      }
    }
    List<String> problems = new ArrayList<>();
    List<Manifest> manifests =
        new ManifestFiles(console.in(), console.workingFolder(), problems::add)
            .read(List.of(source));
    if (!problems.isEmpty()) {
      throw new CliException(problems.get(0));
    }
    for (Manifest manifest : manifests) {
      if (manifest.kind().equals("CustomResourceDefinition")) {
        definition(manifest.tree());
      }
    }
  }

  private void definition(JsonNode definition) throws IOException {
    JsonNode spec = definition.path("spec");
    for (JsonNode version : spec.path("versions")) {
      JsonNode schema = version.path("schema").path("openAPIV3Schema");
      if (schema.isObject() && version.path("served").asBoolean(true)) {
        add(
            new GroupVersionKind(
                spec.path("group").asText(""),
                version.path("name").asText(""),
                spec.path("names").path("kind").asText("")),
            closed((ObjectNode) schema.deepCopy(), true));
      }
    }
  }

  /**
   * In a definition, objects are closed unless they say otherwise; in JSON Schema they are open.
   */
  private static ObjectNode closed(ObjectNode schema, boolean root) {
    boolean open = schema.path("x-kubernetes-preserve-unknown-fields").asBoolean(false);
    boolean embedded = schema.path("x-kubernetes-embedded-resource").asBoolean(false);
    if (root && schema.path("properties").isObject()) {
      ObjectNode properties = (ObjectNode) schema.path("properties");
      for (String name : List.of("apiVersion", "kind")) {
        properties.putObject(name).put("type", "string");
      }
      properties.putObject("metadata").put("type", "object");
    }
    for (JsonNode property : schema.path("properties")) {
      if (property instanceof ObjectNode object) {
        closed(object, false);
      }
    }
    for (String field : List.of("items", "additionalProperties")) {
      if (schema.path(field) instanceof ObjectNode object) {
        closed(object, false);
      }
    }
    if (schema.path("properties").isObject()
        && !schema.has("additionalProperties")
        && !open
        && !embedded) {
      schema.put("additionalProperties", false);
    }
    return schema;
  }

  /** Asks a server for its index, then for each group and version in it. */
  private void server(String source) throws IOException {
    URI uri = ServerAccess.uri(source);
    URI index = source.contains("/openapi/v3") ? uri : uri.resolve("/openapi/v3");
    JsonNode answer = parse(fetch(index), index.toString());
    if (answer.path("components").path("schemas").isObject()) {
      openApi(answer);
      return;
    }
    for (JsonNode path : answer.path("paths")) {
      String relative = path.path("serverRelativeURL").asText("");
      if (!relative.isEmpty()) {
        URI document = index.resolve(ServerAccess.uri(relative));
        if (!Objects.equals(document.getAuthority(), index.getAuthority())) {
          throw new CliException(index + " sends to another server: " + document);
        }
        openApi(parse(fetch(document), document.toString()));
      }
    }
  }

  private InputStream fetch(URI uri) throws IOException {
    InputStream body;
    try {
      body = access.get(uri);
    } catch (SSLException e) {
      throw new CliException(
          uri + " is not believed to be the server: " + e.getMessage(),
          "Give the cluster's certificate: --ca FILE.");
    }
    if (body == null) {
      throw new CliException(uri + " answers 404");
    }
    return body;
  }

  private void openApi(JsonNode document) throws IOException {
    for (Map.Entry<GroupVersionKind, JsonNode> kind :
        StandaloneSchema.ofOpenApi(document).entrySet()) {
      add(kind.getKey(), kind.getValue());
    }
  }

  private void add(GroupVersionKind gvk, JsonNode schema) throws IOException {
    schemas.add(gvk, schema);
    added++;
  }

  private static JsonNode parse(InputStream in, String name) throws IOException {
    try (in) {
      return new ObjectMapper().readTree(in);
    } catch (JacksonException e) {
      throw new CliException(name + " is not JSON", ErrorReporter.describe(e));
    }
  }
}
