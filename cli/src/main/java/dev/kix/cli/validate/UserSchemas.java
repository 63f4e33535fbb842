package dev.kix.cli.validate;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kix.cli.console.CliException;
import dev.kix.cli.console.Console;
import dev.kix.cli.console.ErrorReporter;
import dev.kix.k8s.GroupVersionKind;
import dev.kix.k8s.schema.Schema;
import dev.kix.k8s.schema.SchemaLookup;
import dev.kix.k8s.schema.StandaloneSchema;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The schemas that the user has added with {@code kix schema add}: one file a kind, {@code
 * GROUP_VERSION_KIND.json}, below {@code $XDG_DATA_HOME/kix/schemas}. Safe for many threads.
 */
public final class UserSchemas implements SchemaLookup {
  private final Path folder;
  private final Map<GroupVersionKind, Optional<Schema>> known = new ConcurrentHashMap<>();

  private UserSchemas(Path folder) {
    this.folder = folder;
  }

  /** The folder of the user who runs this; it need not exist. */
  public static UserSchemas of(Console console) {
    String data = console.variable("XDG_DATA_HOME");
    if (data == null || data.isEmpty()) {
      String home = console.variable("HOME");
      data = (home == null || home.isEmpty() ? "." : home) + "/.local/share";
    }
    return new UserSchemas(console.resolve(data).resolve("kix").resolve("schemas"));
  }

  /** Where they are. */
  public Path folder() {
    return folder;
  }

  private Path file(GroupVersionKind gvk) {
    return folder.resolve(
        (gvk.group() + "_" + gvk.version() + "_" + gvk.kind()).toLowerCase(Locale.ROOT) + ".json");
  }

  /**
   * Adds a kind, or replaces what was known of it.
   *
   * @param schema a JSON schema that refers to nothing outside of it
   */
  public void add(GroupVersionKind gvk, JsonNode schema) throws IOException {
    Files.createDirectories(folder);
    Path temporary = Files.createTempFile(folder, "new", ".tmp");
    new ObjectMapper()
        .writeValue(
            temporary.toFile(),
            Map.of(
                "group", gvk.group(),
                "version", gvk.version(),
                "kind", gvk.kind(),
                "schema", schema));
    Files.move(temporary, file(gvk), StandardCopyOption.REPLACE_EXISTING);
    known.remove(gvk);
  }

  /** Every kind there is, in the order of group, version and kind. */
  public List<GroupVersionKind> kinds() {
    List<GroupVersionKind> out = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.json")) {
        for (Path file : files) {
          JsonNode entry = new ObjectMapper().readTree(file.toFile());
          out.add(
              new GroupVersionKind(
                  entry.path("group").asText(""),
                  entry.path("version").asText(""),
                  entry.path("kind").asText("")));
        }
      } catch (IOException e) {
        throw new CliException("cannot read " + folder, ErrorReporter.describe(e));
      }
    }
    out.sort(null);
    return out;
  }

  @Override
  public @Nullable Schema find(GroupVersionKind gvk) {
    return known.computeIfAbsent(gvk, g -> Optional.ofNullable(read(file(g)))).orElse(null);
  }

  private static @Nullable Schema read(Path file) {
    if (!Files.isRegularFile(file)) {
      return null;
    }
    try {
      return StandaloneSchema.read(new ObjectMapper().readTree(file.toFile()).path("schema"));
    } catch (JacksonException e) {
      throw new CliException("the schema " + file + " is not JSON");
    } catch (IOException e) {
      throw new CliException("cannot read the schema " + file, ErrorReporter.describe(e));
    }
  }
}
