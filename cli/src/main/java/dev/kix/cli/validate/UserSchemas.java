package dev.kix.cli.validate;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kix.cli.console.CliException;
import dev.kix.cli.console.Console;
import dev.kix.cli.console.ErrorReporter;
import dev.kix.k8s.GroupVersionKind;
import dev.kix.k8s.schema.Schema;
import dev.kix.k8s.schema.SchemaLookup;
import dev.kix.k8s.schema.StandaloneSchema;
import dev.kix.store.file.AtomicFile;
import dev.kix.store.file.DiskTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The schemas that the user has added with {@code kix schema add}: one file a kind, {@code
 * GROUP_VERSION_KIND.json}, below {@code $XDG_DATA_HOME/kix/schemas}. Who has no home has none.
 * Immutable; files are read each time, and replaced whole.
 */
public final class UserSchemas implements SchemaLookup {
  private final @Nullable Path folder;

  private UserSchemas(@Nullable Path folder) {
    this.folder = folder;
  }

  /** The folder of the user who runs this; it need not exist. */
  public static UserSchemas of(Console console) {
    Path data = console.userFolder("XDG_DATA_HOME", ".local/share");
    return new UserSchemas(data == null ? null : data.resolve("kix").resolve("schemas"));
  }

  /** Where they are, or would be; null where the user has no home. */
  public @Nullable Path folder() {
    return folder;
  }

  private static Path file(Path folder, GroupVersionKind gvk) {
    return folder.resolve(
        (gvk.group() + "_" + gvk.version() + "_" + gvk.kind()).toLowerCase(Locale.ROOT) + ".json");
  }

  /**
   * Adds a kind, or replaces what was known of it.
   *
   * @param schema a JSON schema that refers to nothing outside of it
   * @throws CliException when Kubernetes has no kinds of that name, or there is no place
   */
  public void add(GroupVersionKind gvk, JsonNode schema) throws IOException {
    if (folder == null) {
      throw new CliException(
          "there is no folder for schemas", "Set HOME, or XDG_DATA_HOME to a folder.");
    }
    if (!SchemaSources.isName(gvk) || gvk.version().isEmpty() || gvk.kind().isEmpty()) {
      throw new CliException(
          "'" + gvk + "' cannot be a kind",
          "A group, a version and a kind are made of letters, digits, '-' and '.'.");
    }
    ObjectMapper json = new ObjectMapper();
    ObjectNode entry = json.createObjectNode();
    entry.put("group", gvk.group()).put("version", gvk.version()).put("kind", gvk.kind());
    entry.set("schema", schema);
    Files.createDirectories(folder);
    AtomicFile.write(file(folder, gvk), json.writeValueAsBytes(entry));
  }

  /** Every kind there is, in the order of group, version and kind. */
  public List<GroupVersionKind> kinds() {
    List<GroupVersionKind> out = new ArrayList<>();
    for (Path file : files()) {
      if (file.toString().endsWith(".json")) {
        JsonNode entry = parse(file);
        out.add(
            new GroupVersionKind(
                entry.path("group").asText(""),
                entry.path("version").asText(""),
                entry.path("kind").asText("")));
      }
    }
    out.sort(null);
    return out;
  }

  private List<Path> files() {
    if (folder == null || !Files.isDirectory(folder)) {
      return List.of();
    }
    try {
      return DiskTree.entries(folder);
    } catch (IOException e) {
      throw new CliException("cannot read " + ErrorReporter.describe(e));
    }
  }

  /**
   * {@inheritDoc}
   *
   * @throws CliException when its file cannot be read
   */
  @Override
  public @Nullable Schema find(GroupVersionKind gvk) {
    if (folder == null || !SchemaSources.isName(gvk)) {
      return null;
    }
    Path file = file(folder, gvk);
    return Files.isRegularFile(file) ? StandaloneSchema.read(parse(file).path("schema")) : null;
  }

  private static JsonNode parse(Path file) {
    try {
      return new ObjectMapper().readTree(file.toFile());
    } catch (JacksonException e) {
      throw new CliException("the schema '" + file + "' is not JSON");
    } catch (IOException e) {
      throw new CliException("cannot read the schema " + ErrorReporter.describe(e));
    }
  }
}
