package dev.kix.cli.nix;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kix.cli.console.CliException;
import dev.kix.cli.console.Console;
import dev.kix.interpreter.value.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Decides which settings of a flake's {@code nixConfig} count: a few that can do no harm, all with
 * {@code accept-flake-config}, else those that the user trusts, who is asked at a terminal. Answers
 * for good are kept where Nix keeps them, in {@code nix/trusted-settings.json} of the data folder.
 * Rules: Nix manual, <i>Flake format</i>.
 */
final class FlakeConfig {
  private static final Set<String> HARMLESS =
      Set.of(
          "bash-prompt",
          "bash-prompt-prefix",
          "bash-prompt-suffix",
          "flake-registry",
          "commit-lock-file-summary",
          "commit-lockfile-summary");

  private static final JsonMapper JSON = new JsonMapper();

  private final Console console;
  private final NixSettings settings;
  private final Set<Map.Entry<String, String>> decided = new HashSet<>();

  FlakeConfig(Console console, NixSettings settings) {
    this.console = console;
    this.settings = settings;
  }

  /**
   * Sets what counts. Every setting is decided on once.
   *
   * @param config one char per byte
   * @return whether anything was set now
   */
  boolean apply(Map<String, String> config) {
    boolean changed = false;
    for (Map.Entry<String, String> e : new TreeMap<>(config).entrySet()) {
      String name = Bytes.decode(e.getKey());
      String value = Bytes.decode(e.getValue());
      if (decided.add(Map.entry(name, value)) && counts(name, value)) {
        settings.set(name, value);
        changed = true;
      }
    }
    return changed;
  }

  private boolean counts(String name, String value) {
    String base = name.startsWith("extra-") ? name.substring("extra-".length()) : name;
    if (HARMLESS.contains(base) || settings.acceptsFlakeConfig()) {
      return true;
    }
    JsonNode saved = saved().path(name).path(value);
    boolean trusted;
    if (saved.isBoolean()) {
      trusted = saved.booleanValue();
      console.err(
          "Using saved setting for '"
              + name
              + " = "
              + value
              + "' from ~/.local/share/nix/trusted-settings.json.\n");
    } else {
      trusted = askFor(name, value);
    }
    if (!trusted) {
      console.err(
          "warning: ignoring untrusted flake configuration setting '"
              + name
              + "'.\nPass '--accept-flake-config' to trust it\n");
    }
    return trusted;
  }

  private boolean askFor(String name, String value) {
    boolean trusted =
        ask(
            "do you want to allow configuration setting '"
                + name
                + "' to be set to '"
                + printable(value)
                + "' (y/N)? ");
    String word = trusted ? "trusted" : "untrusted";
    if (ask("do you want to permanently mark this value as " + word + " (y/N)? ")) {
      ObjectNode all = saved();
      all.withObjectProperty(name).put(value, trusted);
      save(all);
    }
    return trusted;
  }

  /** What a flake says must not move the cursor or hide itself. */
  private static String printable(String value) {
    return value.replaceAll("\\p{Cntrl}", "?");
  }

  private boolean ask(String question) {
    if (!console.inIsTerminal() || !console.errIsTerminal()) {
      return false;
    }
    console.err(question);
    try {
      StringBuilder answer = new StringBuilder();
      for (int c = console.in().read(); c >= 0 && c != '\n'; c = console.in().read()) {
        answer.append((char) c);
      }
      return answer.toString().strip().toLowerCase(Locale.ROOT).startsWith("y");
    } catch (IOException e) {
      return false;
    }
  }

  private @Nullable Path file() {
    String nix = console.variable("NIX_DATA_HOME");
    String data = console.variable("XDG_DATA_HOME");
    String home = console.variable("HOME");
    Path folder =
        nix != null
            ? console.resolve(nix)
            : data != null
                ? console.resolve(data).resolve("nix")
                : home == null ? null : console.resolve(home).resolve(".local/share/nix");
    return folder == null ? null : folder.resolve("trusted-settings.json");
  }

  private ObjectNode saved() {
    Path file = file();
    if (file == null || !Files.exists(file)) {
      return JSON.createObjectNode();
    }
    try {
      if (JSON.readTree(Files.readAllBytes(file)) instanceof ObjectNode all) {
        return all;
      }
      throw new CliException("'" + file + "' holds no JSON object");
    } catch (IOException e) {
      throw new CliException("cannot read '" + file + "': " + e.getMessage());
    }
  }

  private void save(ObjectNode all) {
    Path file = file();
    if (file == null) {
      return;
    }
    try {
      Path parent = file.getParent();
      if (parent != null) {
        Files.createDirectories(parent);
      }
      Files.write(file, JSON.writeValueAsBytes(all));
    } catch (IOException e) {
      throw new CliException("cannot write '" + file + "': " + e.getMessage());
    }
  }
}
