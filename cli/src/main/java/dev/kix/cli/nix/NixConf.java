package dev.kix.cli.nix;

import dev.kix.cli.console.CliException;
import dev.kix.cli.console.Console;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The configuration files of Nix: where they are, and what they say. Rules: Nix manual,
 * <i>nix.conf</i>. One assignment a line, {@code #} begins a comment, {@code include FILE} and
 * {@code !include FILE} read another file in place, the second one only if it exists. A file that
 * cannot be read counts as one that is not there, as in Nix.
 */
final class NixConf {
  private static final String SYSTEM_FOLDER = "/etc/nix";
  private static final String NAME = "nix.conf";

  /** An include that includes itself ends in Nix with the stack. */
  private static final int INCLUDES_ALLOWED = 100;

  private NixConf() {}

  /** {@code name = value}, blanks between the words of the value made one each. */
  record Assignment(String name, String value) {}

  /**
   * The files that count on this machine, the one that others override first: of the system
   * (NIX_CONF_DIR), then of the user (NIX_USER_CONF_FILES, or the XDG folders).
   */
  static List<Path> files(Console console) {
    List<Path> files = new ArrayList<>();
    String folder = console.variable("NIX_CONF_DIR");
    files.add(console.resolve(folder == null ? SYSTEM_FOLDER : folder).resolve(NAME));
    List<Path> users = userFiles(console);
    for (int i = users.size() - 1; i >= 0; i--) {
      files.add(users.get(i));
    }
    return files;
  }

  /** Files of the user, the most important one first. */
  private static List<Path> userFiles(Console console) {
    List<Path> files = new ArrayList<>();
    String listed = console.environment().get("NIX_USER_CONF_FILES");
    if (listed != null) {
      for (String file : listed.split(":", -1)) {
        if (!file.isEmpty()) {
          files.add(console.resolve(file));
        }
      }
      return files;
    }
    Path own = configFolder(console);
    if (own != null) {
      files.add(own.resolve(NAME));
    }
    String others = console.variable("XDG_CONFIG_DIRS");
    for (String folder : (others == null ? "/etc/xdg" : others).split(":", -1)) {
      if (!folder.isEmpty()) {
        files.add(console.resolve(folder).resolve("nix").resolve(NAME));
      }
    }
    return files;
  }

  private static @Nullable Path configFolder(Console console) {
    String nix = console.variable("NIX_CONFIG_HOME");
    if (nix != null) {
      return console.resolve(nix);
    }
    Path config = console.userFolder("XDG_CONFIG_HOME", ".config");
    return config == null ? null : config.resolve("nix");
  }

  /** What {@code file} says, included files too; nothing if it cannot be read. */
  static List<Assignment> read(Path file) {
    List<Assignment> assignments = new ArrayList<>();
    String text = text(file);
    if (text != null) {
      parse(text, '"' + file.toString() + '"', file.getParent(), 0, assignments);
    }
    return assignments;
  }

  /**
   * What {@code text} says.
   *
   * @param where where the text comes from, for messages
   * @param folder where relative includes start
   * @throws CliException when a line is not an assignment, or an included file is not there
   */
  static List<Assignment> parse(String text, String where, Path folder) {
    List<Assignment> assignments = new ArrayList<>();
    parse(text, where, folder, 0, assignments);
    return assignments;
  }

  private static @Nullable String text(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return null;
    }
  }

  private static void parse(
      String text, String where, @Nullable Path folder, int depth, List<Assignment> out) {
    for (String line : text.split("\n", -1)) {
      int comment = line.indexOf('#');
      String code = comment < 0 ? line : line.substring(0, comment);
      List<String> words = NixSettings.words(code);
      if (words.isEmpty()) {
        continue;
      }
      String first = words.get(0);
      boolean optional = first.equals("!include");
      if (optional || first.equals("include")) {
        if (words.size() != 2) {
          throw syntaxError(code, where);
        }
        Path file = path(words.get(1), where, optional);
        if (file != null) {
          include(folder == null ? file : folder.resolve(file), where, optional, depth, out);
        }
      } else if (words.size() < 2 || !words.get(1).equals("=")) {
        throw syntaxError(code, where);
      } else {
        out.add(new Assignment(first, String.join(" ", words.subList(2, words.size()))));
      }
    }
  }

  /** The path {@code name}; null for what can be no name of a file, where that is no error. */
  private static @Nullable Path path(String name, String where, boolean optional) {
    try {
      return Path.of(name);
    } catch (InvalidPathException e) {
      if (optional) {
        return null;
      }
      throw notFound(name, where);
    }
  }

  private static CliException notFound(String file, String where) {
    return new CliException("file \"" + file + "\" included from " + where + " not found");
  }

  private static void include(
      Path given, String where, boolean optional, int depth, List<Assignment> out) {
    Path file = given.normalize();
    if (!Files.exists(file)) {
      if (optional) {
        return;
      }
      throw notFound(file.toString(), where);
    }
    if (depth == INCLUDES_ALLOWED) {
      throw new CliException(
          "file \"" + file + "\" included from " + where + " includes itself again and again");
    }
    String text = text(file);
    if (text != null) {
      parse(text, '"' + file.toString() + '"', file.getParent(), depth + 1, out);
    }
  }

  private static CliException syntaxError(String line, String where) {
    return new CliException(
        "syntax error in configuration line '" + line + "' in " + where,
        "Every line reads 'NAME = VALUE'.");
  }
}
