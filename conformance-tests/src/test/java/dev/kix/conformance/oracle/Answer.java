package dev.kix.conformance.oracle;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an evaluator says of a program.
 *
 * @param value the value as {@code show.nix} writes it, or null when there is an error
 * @param error the first line of the error's message
 * @param traces the lines that {@code builtins.trace} printed
 */
record Answer(@Nullable String value, String error, String traces) {

  private static final String ERROR = "error:";
  private static final String PROMPT = "nix-repl> ";

  static Answer of(String value, List<String> messages) {
    return new Answer(value, "", traces(messages));
  }

  static Answer failed(String message, List<String> messages) {
    return new Answer(null, firstLine(message), traces(messages));
  }

  private static String traces(List<String> messages) {
    // Without empty lines, which the prompt of the program that is compared with adds.
    return String.join(
        "\n", blank(String.join("\n", messages)).lines().filter(line -> !line.isBlank()).toList());
  }

  /** With blanks for tabs, which the terminal's filter of Nix makes of them. */
  private static String blank(String text) {
    return text.replaceAll("[ \\t]+", " ").replaceAll("(?m) $", "");
  }

  private static String firstLine(String message) {
    return blank(message.lines().findFirst().orElse("").strip());
  }

  /** Reads what {@code nix repl} printed between two marks; it repeats what it is asked. */
  static Answer ofRepl(String text) {
    int question = text.indexOf(PROMPT);
    int begin = text.indexOf('\n', question) + 1;
    int end = text.indexOf('\n' + PROMPT, begin);
    List<String> lines =
        text.substring(begin, end < 0 ? text.length() : end).strip().lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (line.startsWith(ERROR)) {
        return failed(line.substring(ERROR.length()), lines.subList(0, i));
      }
    }
    int last = lines.size() - 1;
    if (last >= 0 && lines.get(last).startsWith("\"")) { // no line ends in it
      return of(unescape(lines.get(last)), lines.subList(0, last));
    }
    return failed("", lines); // of an empty message Nix prints nothing
  }

  private static String unescape(String literal) {
    StringBuilder text = new StringBuilder();
    for (int i = 1; i < literal.length() - 1; i++) {
      char c = literal.charAt(i);
      if (c == '\\') {
        char next = literal.charAt(++i);
        text.append(next == 'n' ? '\n' : next == 'r' ? '\r' : next == 't' ? '\t' : next);
      } else {
        text.append(c);
      }
    }
    return text.toString();
  }
}
