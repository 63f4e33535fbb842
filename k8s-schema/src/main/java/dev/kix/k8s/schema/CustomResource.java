package dev.kix.k8s.schema;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kix.k8s.GroupVersionKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One served version of a CustomResourceDefinition.
 *
 * @param type the kind it adds
 * @param schema the shape of its manifests; {@link Schema#ANY} when the definition gives none
 */
public record CustomResource(ResourceType type, Schema schema) {
  /**
   * The served versions a definition adds, in the order it lists them. Empty when the definition
   * lacks what is needed to tell: whoever validates it as a manifest reports that.
   *
   * @param definition a manifest of kind CustomResourceDefinition in {@code
   *     apiextensions.k8s.io/v1} or v1beta1
   * @param objectMeta the schema that {@code metadata} has in every kind
   */
  static List<CustomResource> read(JsonNode definition, Schema objectMeta) {
    JsonNode spec = definition.path("spec");
    JsonNode names = spec.path("names");
    String group = spec.path("group").asText("");
    String kind = names.path("kind").asText("");
    if (group.isEmpty() || kind.isEmpty()) {
      return List.of();
    }
    List<CustomResource> out = new ArrayList<>();
    for (JsonNode version : spec.path("versions")) {
      String name = version.path("name").asText("");
      if (name.isEmpty() || !version.path("served").asBoolean(true)) {
        continue;
      }
      // v1beta1 has subresources and schema once for all versions.
      JsonNode subresources = own(version, "subresources", spec);
      JsonNode schema = version.has("schema") ? version.path("schema") : spec.path("validation");
      ResourceType type =
          new ResourceType(
              new GroupVersionKind(group, name, kind),
              names.path("plural").asText(kind.toLowerCase(Locale.ROOT) + "s"),
              names.path("singular").asText(kind.toLowerCase(Locale.ROOT)),
              texts(names.path("shortNames")),
              texts(names.path("categories")),
              !spec.path("scope").asText("Namespaced").equals("Cluster"),
              true,
              subresources.has("status"),
              subresources.has("scale"),
              true,
              null);
      out.add(new CustomResource(type, root(schema.path("openAPIV3Schema"), objectMeta)));
    }
    return out;
  }

  private static Schema root(JsonNode openApi, Schema objectMeta) {
    return openApi.isObject() ? schema(openApi, objectMeta) : Schema.ANY;
  }

  /**
   * The schema of one version of a definition.
   *
   * @param openApi its {@code openAPIV3Schema}, an object
   * @param objectMeta the schema that {@code metadata} has in every kind
   */
  public static Schema schema(JsonNode openApi, Schema objectMeta) {
    return new JsonSchemaReader(objectMeta).root(openApi);
  }

  private static JsonNode own(JsonNode version, String field, JsonNode spec) {
    return version.has(field) ? version.path(field) : spec.path(field);
  }

  private static List<String> texts(JsonNode list) {
    List<String> out = new ArrayList<>();
    list.forEach(t -> out.add(t.asText()));
    return List.copyOf(out);
  }
}
