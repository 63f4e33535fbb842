package dev.kix.cli.action;

import dev.kix.cli.console.CliException;
import dev.kix.cli.console.Console;
import dev.kix.cli.console.Suggestions;
import dev.kix.cli.validate.UserSchemas;
import dev.kix.cli.validate.Validation;
import dev.kix.k8s.GroupVersionKind;
import dev.kix.k8s.lifecycle.ApiLife;
import dev.kix.k8s.lifecycle.ApiLifecycle;
import dev.kix.k8s.schema.ApiCatalog;
import dev.kix.k8s.schema.KubernetesSchemas;
import dev.kix.k8s.schema.ListType;
import dev.kix.k8s.schema.ResourceType;
import dev.kix.k8s.schema.Schema;
import dev.kix.k8s.schema.SchemaType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Lists the kinds of a Kubernetes version, and shows the fields of one. */
public final class SchemaShow {
  private final Console console;

  public SchemaShow(Console console) {
    this.console = console;
  }

  /**
   * Prints every kind: apiVersion, kind, scope, short names.
   *
   * @param filter kinds and groups that contain this text in any case; all when empty
   */
  public int list(String kubernetesVersion, String filter) {
    ApiCatalog catalog = catalog(kubernetesVersion);
    List<String[]> rows = new ArrayList<>();
    rows.add(new String[] {"APIVERSION", "KIND", "SCOPE", "SHORT", "STATE"});
    ApiLifecycle lifecycle = ApiLifecycle.open();
    for (ResourceType type : catalog.types()) {
      if (matches(type.gvk(), filter)) {
        ApiLife life = lifecycle.find(type.gvk());
        rows.add(
            new String[] {
              type.gvk().apiVersion(),
              type.gvk().kind(),
              type.namespaced() ? "namespace" : "cluster",
              String.join(",", type.shortNames()),
              life != null && life.isDeprecatedIn(catalog.version()) ? "deprecated" : ""
            });
      }
    }
    for (GroupVersionKind gvk : UserSchemas.of(console).kinds()) {
      if (matches(gvk, filter)) {
        rows.add(new String[] {gvk.apiVersion(), gvk.kind(), "", "", "added"});
      }
    }
    console.out(table(rows, ""));
    return 0;
  }

  private static boolean matches(GroupVersionKind gvk, String filter) {
    return (gvk.apiVersion() + " " + gvk.kind())
        .toLowerCase(Locale.ROOT)
        .contains(filter.toLowerCase(Locale.ROOT));
  }

  private static ApiCatalog catalog(String kubernetesVersion) {
    KubernetesSchemas schemas = KubernetesSchemas.open();
    return schemas.catalog(Validation.version(kubernetesVersion, schemas, Validation.NEWEST));
  }

  /**
   * Prints the fields at a path, such as {@code Deployment.spec.template}.
   *
   * @param recursive whether fields of fields are printed as well
   */
  public int show(String kubernetesVersion, String path, boolean recursive) {
    ApiCatalog catalog = catalog(kubernetesVersion);
    int dot = endOfKind(path, catalog);
    String name = path.substring(0, dot);
    GroupVersionKind gvk = kind(name, catalog);
    Schema at = catalog.schema(gvk);
    if (at == null) {
      at = UserSchemas.of(console).find(gvk);
    }
    if (at == null) {
      throw new CliException("there is no schema of " + gvk);
    }
    StringBuilder walked = new StringBuilder(name);
    Schema given = at;
    for (String step : path.substring(Math.min(path.length(), dot + 1)).split("\\.")) {
      if (!step.isEmpty()) {
        Schema owner = element(given);
        Schema next = owner.properties().get(step.replace("[]", ""));
        if (next == null) {
          next = owner.additional();
        }
        if (next == null) {
          throw new CliException(
              walked + " has no field '" + step + "'",
              Suggestions.sentence(step, owner.properties().keySet()),
              "It is " + type(given) + ".");
        }
        walked.append('.').append(step);
        given = next;
      }
    }
    StringBuilder out = new StringBuilder();
    out.append(walked).append(" (").append(gvk.apiVersion()).append("), Kubernetes ");
    out.append(catalog.version()).append(": ").append(type(given)).append(notes(given, false));
    out.append("\n");
    List<String[]> rows = new ArrayList<>();
    fields(element(given), "  ", recursive ? 12 : 1, new ArrayList<>(), rows);
    console.out(out + table(rows, ""));
    return 0;
  }

  /**
   * A group in front of a kind has dots of its own: {@code Kind}, or {@code GROUP/VERSION/Kind}.
   */
  private static int endOfKind(String path, ApiCatalog catalog) {
    int slash = path.lastIndexOf('/');
    int dot = path.indexOf('.', slash + 1);
    if (slash < 0 && catalog.byName(path) != null) {
      return path.length();
    }
    return dot < 0 ? path.length() : dot;
  }

  private GroupVersionKind kind(String name, ApiCatalog catalog) {
    int slash = name.lastIndexOf('/');
    if (slash > 0) {
      GroupVersionKind gvk =
          GroupVersionKind.of(name.substring(0, slash), name.substring(slash + 1));
      if (catalog.find(gvk) != null || UserSchemas.of(console).find(gvk) != null) {
        return gvk;
      }
    }
    ResourceType type = catalog.byName(name);
    if (type != null) {
      return type.gvk();
    }
    for (GroupVersionKind gvk : UserSchemas.of(console).kinds()) {
      if (gvk.kind().equalsIgnoreCase(name)) {
        return gvk;
      }
    }
    String near = catalog.didYouMeanKind(name);
    throw new CliException(
        "there is no kind '" + name + "' in Kubernetes " + catalog.version(),
        near == null ? "" : "Did you mean '" + near + "'?",
        "'kix schema list' prints all of them.");
  }

  /** Below lists: what their elements are. */
  private static Schema element(Schema schema) {
    Schema at = schema.resolved();
    while (at.type() == SchemaType.ARRAY && at.items() != null) {
      at = at.items().resolved();
    }
    return at;
  }

  private static void fields(
      Schema owner, String indent, int depth, List<Schema> inside, List<String[]> rows) {
    for (Map.Entry<String, Schema> field : owner.properties().entrySet()) {
      Schema schema = field.getValue();
      boolean required = owner.required().contains(field.getKey());
      rows.add(
          new String[] {indent + field.getKey(), type(schema), notes(schema, required).strip()});
      Schema below = element(schema);
      if (depth > 1 && !inside.contains(below)) {
        List<Schema> deeper = new ArrayList<>(inside);
        deeper.add(below);
        fields(below, indent + "  ", depth - 1, deeper, rows);
      }
    }
    if (owner.additional() != null && owner.properties().isEmpty()) {
      rows.add(new String[] {indent + "KEY", type(owner.additional()), ""});
    }
  }

  /** A type in a word or two: {@code []Container}, {@code map of string}. */
  private static String type(Schema schema) {
    if (schema.type() == SchemaType.REF && schema.target() != null) {
      String target = schema.target();
      Schema resolved = schema.resolved();
      boolean named = resolved.type() == SchemaType.OBJECT;
      return named ? target.substring(target.lastIndexOf('.') + 1) : type(resolved);
    }
    return switch (schema.type()) {
      case ARRAY -> "[]" + (schema.items() == null ? "any" : type(schema.items()));
      case OBJECT ->
          schema.additional() != null && schema.properties().isEmpty()
              ? "map of " + type(schema.additional())
              : "object";
      case STRING, INTEGER, NUMBER ->
          schema.type().name().toLowerCase(Locale.ROOT)
              + (schema.format() == null ? "" : " (" + schema.format() + ")");
      case BOOLEAN -> "boolean";
      case INT_OR_STRING -> "integer or string";
      case QUANTITY -> "quantity";
      case ANY, ANY_OBJECT, REF -> "any";
    };
  }

  private static String notes(Schema schema, boolean required) {
    List<String> notes = new ArrayList<>();
    if (required) {
      notes.add("required");
    }
    if (!schema.enumValues().isEmpty()) {
      List<String> values = schema.enumValues().stream().map(v -> v.asText()).toList();
      notes.add("one of " + String.join(", ", values));
    }
    if (schema.defaultValue() != null) {
      notes.add("default " + schema.defaultValue());
    }
    if (schema.listType() == ListType.MAP) {
      notes.add("key " + String.join(", ", schema.mapKeys()));
    } else if (schema.listType() == ListType.SET) {
      notes.add("set");
    }
    if (schema.isDeprecated()) {
      notes.add("deprecated");
    }
    return notes.isEmpty() ? "" : " " + String.join("; ", notes);
  }

  /** Columns as wide as they must be; the last is not padded. */
  private static String table(List<String[]> rows, String indent) {
    int columns = rows.isEmpty() ? 0 : rows.get(0).length;
    int[] widths = new int[columns];
    for (String[] row : rows) {
      for (int i = 0; i < columns; i++) {
        widths[i] = Math.max(widths[i], row[i].length());
      }
    }
    StringBuilder out = new StringBuilder();
    for (String[] row : rows) {
      StringBuilder line = new StringBuilder(indent);
      for (int i = 0; i < columns; i++) {
        line.append(row[i]).append(" ".repeat(widths[i] - row[i].length() + 2));
      }
      out.append(line.toString().stripTrailing()).append('\n');
    }
    return out.toString();
  }
}
