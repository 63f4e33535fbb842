package dev.kix.cli.repl;

import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.print.Literals;
import dev.kix.interpreter.value.Bytes;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.store.file.FileNames;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * What may follow: variables and builtins, or the attributes of what stands before the last dot.
 */
final class Completions {
  private final Scope scope;

  Completions(Scope scope) {
    this.scope = scope;
  }

  /** Where the word begins that ends at {@code cursor}. */
  static int wordStart(String line, int cursor) {
    int start = cursor;
    while (start > 0 && isWordChar(line.charAt(start - 1))) {
      start--;
    }
    return start;
  }

  private static boolean isWordChar(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '_'
        || c == '-'
        || c == '\''
        || c == '.'
        || c == '/'
        || c == '~'
        || c == ':';
  }

  /**
   * Whole words that {@code word} can become, in byte order; one char per byte. Evaluates what
   * stands before the last dot; when that fails there are none.
   */
  List<String> of(String word) {
    if (word.startsWith(":")) {
      return startingWith(word, ReplCommand.names());
    }
    if (word.indexOf('/') >= 0) {
      return files(word);
    }
    int dot = word.lastIndexOf('.');
    if (dot < 0) {
      TreeSet<String> names = new TreeSet<>(scope.names());
      names.addAll(scope.globals());
      names.removeIf(n -> n.startsWith("__") && !word.startsWith("_"));
      return startingWith(word, names);
    }
    String prefix = word.substring(0, dot);
    try {
      return scope.run(state -> {
        List<String> names = new ArrayList<>();
        if (scope.evaluate(state, prefix).force() instanceof NixAttrs attrs) {
          NixAttrs flat = attrs.flatten();
          for (int i = 0; i < flat.size(); i++) {
            names.add(prefix + "." + Literals.attributeName(flat.name(i)));
          }
        }
        return startingWith(word, names);
      });
    } catch (EvalException e) {
      return List.of(); // not something that has attributes
    }
  }

  /** Files whose paths begin so; hidden ones are passed over, as in Nix. */
  private List<String> files(String word) {
    int slash = word.lastIndexOf('/');
    String folder = word.substring(0, slash + 1);
    String start = word.substring(slash + 1);
    TreeSet<String> found = new TreeSet<>();
    try (DirectoryStream<Path> entries =
        Files.newDirectoryStream(scope.workingFolder().resolve(Bytes.decode(folder)))) {
      for (Path entry : entries) {
        String name = FileNames.name(entry);
        if (!name.startsWith(".") && name.startsWith(start)) {
          found.add(folder + name);
        }
      }
    } catch (IOException | InvalidPathException e) {
      return List.of(); // no such folder
    }
    return List.copyOf(found);
  }

  private static List<String> startingWith(String word, Iterable<String> names) {
    List<String> found = new ArrayList<>();
    for (String name : names) {
      if (name.startsWith(word)) {
        found.add(name);
      }
    }
    return found;
  }
}
