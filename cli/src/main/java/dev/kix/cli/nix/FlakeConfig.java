package dev.kix.cli.nix;

import dev.kix.cli.console.Console;
import dev.kix.interpreter.value.Bytes;
import java.io.IOException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Decides which settings of a flake's {@code nixConfig} count: a few that can do no harm, all with
 * {@code accept-flake-config}, else those that the user trusts, who is asked at a terminal. Answers
 * for good are kept in {@link TrustedSettings}. Rules: Nix manual, <i>Flake format</i>.
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
    Boolean saved = new TrustedSettings(console).answer(name, value);
    boolean trusted;
    if (saved != null) {
      trusted = saved;
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
              + printable(name)
              + "'.\nPass '--accept-flake-config' to trust it\n");
    }
    return trusted;
  }

  private boolean askFor(String name, String value) {
    boolean trusted =
        ask(
            "do you want to allow configuration setting '"
                + printable(name)
                + "' to be set to '"
                + printable(value)
                + "' (y/N)? ");
    String word = trusted ? "trusted" : "untrusted";
    if (ask("do you want to permanently mark this value as " + word + " (y/N)? ")) {
      new TrustedSettings(console).keep(name, value, trusted);
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
}
