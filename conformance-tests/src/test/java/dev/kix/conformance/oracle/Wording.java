package dev.kix.conformance.oracle;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Messages of Nix 2.8 and of the current Nix, brought to words they have in common. */
final class Wording {
  private static final Pattern EXPECTED =
      Pattern.compile("^expected (.+?) but found ([^:]+?)(?:: .*)?$");
  private static final Pattern OPAQUE =
      Pattern.compile(
          "«lambda @ «nix-internal»[^»]*»|«[^»]*»|<CODE>|<PRIMOP>|<PRIMOP-APP>|<LAMBDA>|\\{ }|\\[ ]");

  private static final Pattern QUOTED =
      Pattern.compile(
          "(attribute '|context key '|tried to add .* context of )\"(.*)\""
              + "(' missing|' is not a store path|, which is not a derivation, .*)");

  private static final String MISSING = "path does not exist";
  private static final String ESCAPED = "attribute with a name that is written with escapes";

  private Wording() {}

  /** Whether {@code ours} is the message of 2.35 for which 2.8 has {@code theirs}. */
  static boolean same(String theirs, String ours) {
    String old = old(theirs);
    String current = current(ours);
    return old.equals(ESCAPED) || (ours.startsWith("attribute '\"") && ours.contains("\\"))
        ? theirs.startsWith("attribute '") && ours.startsWith("attribute '")
        : old.equals(current) || (old.equals(MISSING) && current.equals("not a directory"));
  }

  /** A message of 2.8. */
  static String old(String message) {
    return both(message)
        .replaceFirst("^attribute '\"([^\\\\]*)\\\\.* missing for call to 'getAttr'$", ESCAPED)
        .replaceFirst("^(anonymous function|'\\w+') at .*? called", "function called")
        .replaceFirst(
            "^attribute '\"?(.*?)\"?' missing for call to '.*'$", "attribute '$1' missing")
        .replaceFirst("^in 'toFile': the file named .*", "toFile must not refer")
        .replaceFirst(" for call to '.*'$", "")
        .replaceFirst("^list index -?\\d+ is out of bounds$", "list index is out of bounds")
        .replaceFirst("^opening directory '.*': Not a directory", "not a directory")
        .replaceFirst("^(?:getting status of|opening file|opening directory) '.*", MISSING)
        .replaceAll("'=(/nix/store/[^']*)'", "'$1 (deep)'")
        .replaceFirst("^reading from file: Is a directory", "not a regular file")
        .replaceFirst("has wrong length for hash type", "has wrong length for hash algorithm")
        .replaceFirst("^store path '[a-z0-9]{32}-' has an empty name$", "name must not be empty")
        .replaceFirst(
            "^store path '[a-z0-9]{32}-(.*)' contains illegal", "name '$1' contains illegal")
        .replaceFirst("^attribute 'key' required$", "attribute 'key' missing")
        .replaceFirst("^invalid base-(\\d+) hash ('.*').*", "invalid hash $2")
        .replaceFirst("^store path '[a-z0-9]{32}-([^']*)$", "name '$1")
        .replaceAll("'!([a-z]+)!(/nix/store/[^']*)'", "'$2^$1'");
  }

  /** A message of 2.35. */
  static String current(String message) {
    return both(EXPECTED
            .matcher(unquoted(message))
            .replaceFirst("value is $2 while $1 was expected"))
        .replaceFirst("^(cannot coerce .* to a string): .*", "$1")
        .replaceFirst("^(cannot compare .* with .*?); values.*", "$1")
        .replaceFirst("^(attempt to call something which is not a function but .+?): .*", "$1")
        .replaceFirst("^function '.*?' called", "function called")
        .replaceFirst("^'builtins.elemAt' called with index .*", "list index is out of bounds")
        .replaceFirst("^'builtins.head' called on an empty list", "list index is out of bounds")
        .replaceFirst("^'builtins.tail' called", "'tail' called")
        .replaceFirst("^file '.*' is not a regular file", "not a regular file")
        .replaceFirst("^'.*' is not a directory$", "not a directory")
        .replaceFirst("^path '.*' is not a valid store path: (name .*)", "$1")
        .replaceFirst("^invalid \\w+ hash ('.*').*", "invalid hash $1")
        .replaceFirst("^files created by builtins.toFile may not .*", "toFile must not refer")
        .replaceFirst("^path '[a-z0-9]{32}-([^']*)$", "name '$1")
        .replaceFirst("^path '.* does not exist$|^path '(?!.*' is ).*$", MISSING)
        .replaceFirst("^(cannot build .*\\.drv)\\^\\w+(' .* is disabled)$", "$1$2")
        .replaceFirst(
            "^invalid derivation name: (.*?)(\\. Please pass a different 'name'\\.)?$", "$1");
  }

  /**
   * Names are quoted where source text must quote them, since 2.9; here they no longer are. Of a
   * name with escapes nothing is compared.
   */
  private static String unquoted(String message) {
    Matcher name = QUOTED.matcher(message);
    return name.matches() ? name.group(1) + name.group(2) + name.group(3) : message;
  }

  private static String both(String message) {
    return message
        .replace("\\$", "$")
        .replaceFirst("^assertion '.*", "assertion failed")
        .replaceFirst("^syntax error, .*", "syntax error")
        .replaceFirst(
            "^dynamic attribute '.*|^attribute '.*' already defined at .*",
            "attribute already defined")
        .replaceFirst("called without required argument .*", "called without required argument")
        .replaceFirst("called with unexpected argument .*", "called with unexpected argument")
        .replaceFirst("^access to absolute path '.*' is forbidden .*", "access is forbidden")
        .replaceFirst("^(unknown hash algorithm '.*?'), expect .*", "$1")
        .replaceFirst("^'from' and 'to' arguments .* have different lengths", "different lengths")
        .replaceFirst("^\\[json\\.exception.*", "JSON error");
  }

  /** With every number, and the words for both kinds of numbers, alike. */
  static String withoutNumbers(String text) {
    return text.replaceAll("-?\\d+(\\.\\d+)?(e[-+]?\\d+)?", "N")
        .replaceAll("an integer|a float", "a number")
        .replaceAll("\\b(int|float):", "number:");
  }

  /**
   * Whether the traces say the same, but for how what cannot be shown is written, and how often:
   * names of attributes are evaluated (once more) for the trace of an error.
   */
  static boolean sameTraces(Answer theirs, Answer ours) {
    Set<String> newer = opaque(ours.traces());
    Set<String> older = opaque(theirs.traces());
    return older.equals(newer) || (ours.value() == null && newer.containsAll(older));
  }

  private static Set<String> opaque(String traces) {
    return OPAQUE
        .matcher(traces)
        .replaceAll("_")
        .lines()
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }
}
