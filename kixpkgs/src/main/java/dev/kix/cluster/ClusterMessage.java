package dev.kix.cluster;

import org.jspecify.annotations.Nullable;

/**
 * Something the compiler has to say. Ordinary Java text.
 *
 * @param severity error, warning or note
 * @param phase what the compiler was doing
 * @param text the lines without {@code error:} and without indentation, separated by line breaks
 * @param file the file to look at, as the user should see it, or null
 * @param line the line in it, or 0
 * @param rule the rule of the manual that found it, or null
 */
public record ClusterMessage(
    Severity severity,
    Phase phase,
    String text,
    @Nullable String file,
    int line,
    @Nullable String rule) {
  /** A message that no rule of the manual stands behind. */
  public ClusterMessage(
      Severity severity, Phase phase, String text, @Nullable String file, int line) {
    this(severity, phase, text, file, line, null);
  }

  /** How bad it is. */
  public enum Severity {
    ERROR("error"),
    WARNING("warning"),
    /** A finding that was let pass, with the reason. */
    NOTE("note");

    private final String word;

    Severity(String word) {
      this.word = word;
    }

    /** The word a message begins with. */
    public String word() {
      return word;
    }
  }

  /** The phases of compiling, in their order. */
  public enum Phase {
    OPTIONS,
    INJECTION,
    RESOURCES,
    SCHEMA,
    RELATIONS
  }

  public static ClusterMessage error(Phase phase, String text) {
    return new ClusterMessage(Severity.ERROR, phase, text, null, 0);
  }

  public static ClusterMessage warning(Phase phase, String text) {
    return new ClusterMessage(Severity.WARNING, phase, text, null, 0);
  }

  /**
   * The message as a person reads it: {@code error: …}, further lines indented to stand below the
   * text.
   */
  public String render() {
    String head = severity.word() + ": ";
    return head + text.replace("\n", "\n" + " ".repeat(head.length()));
  }
}
