package dev.kix.cli.nix;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kix.cli.console.CliException;
import dev.kix.cli.console.Console;
import dev.kix.cli.console.ErrorReporter;
import dev.kix.store.file.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What the user answered for good about settings of flakes, where Nix keeps it: in {@code
 * nix/trusted-settings.json} of the data folder. A class of its own so that a start without flakes
 * loads no JSON mapper.
 */
final class TrustedSettings {
  private static final JsonMapper JSON = new JsonMapper();

  private final @Nullable Path file;

  TrustedSettings(Console console) {
    this.file = file(console);
  }

  /** Whether the setting with this value is trusted; null when nobody has said. */
  @Nullable Boolean answer(String name, String value) {
    JsonNode answer = read().path(name).path(value);
    return answer.isBoolean() ? answer.booleanValue() : null;
  }

  /** Keeps an answer; without a home there is no place, and it is forgotten. */
  void keep(String name, String value, boolean trusted) {
    if (file == null) {
      return;
    }
    ObjectNode all = read();
    all.withObjectProperty(name).put(value, trusted);
    try {
      Path parent = file.getParent();
      if (parent != null) {
        Files.createDirectories(parent);
      }
      AtomicFile.write(file, JSON.writeValueAsBytes(all));
    } catch (IOException e) {
      throw new CliException("cannot write '" + file + "': " + ErrorReporter.reason(e));
    }
  }

  private ObjectNode read() {
    if (file == null || !Files.exists(file)) {
      return JSON.createObjectNode();
    }
    try {
      if (JSON.readTree(Files.readAllBytes(file)) instanceof ObjectNode all) {
        return all;
      }
      throw new CliException("'" + file + "' holds no JSON object");
    } catch (JacksonException e) {
      throw new CliException("'" + file + "' is not JSON");
    } catch (IOException e) {
      throw new CliException("cannot read '" + file + "': " + ErrorReporter.reason(e));
    }
  }

  private static @Nullable Path file(Console console) {
    String nix = console.variable("NIX_DATA_HOME");
    Path data = console.userFolder("XDG_DATA_HOME", ".local/share");
    Path folder = nix != null ? console.resolve(nix) : data == null ? null : data.resolve("nix");
    return folder == null ? null : folder.resolve("trusted-settings.json");
  }
}
