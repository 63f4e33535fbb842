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
 * @param subject what it is said of: an instance as {@code NAMESPACE/NAME}, a resource as {@code
 *     KIND/NAMESPACE/NAME} or, cluster-scoped, {@code KIND/NAME}; null for what is said of no one
 *     thing
 */
public record ClusterMessage(
    Severity severity,
    Phase phase,
    String text,
    @Nullable String file,
    int line,
    @Nullable String rule,
    @Nullable String subject) {
  /** A message that no rule of the manual stands behind, about nothing in particular. */
  public ClusterMessage(
      Severity severity, Phase phase, String text, @Nullable String file, int line) {
    this(severity, phase, text, file, line, null, null);
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

  /** The same, said of {@code subject}. */
  public ClusterMessage about(String named) {
    return new ClusterMessage(severity, phase, text, file, line, rule, named);
  }

  /**
   * The message as a person reads it: {@code error: …}, further lines indented to stand below the
   * text.
   */
  public String render() {
    return render("");
  }

  /** The same with further lines at the end, each preceded by a line break. */
  String render(String more) {
    String head = severity.word() + ": ";
    return head + (text + more).replace("\n", "\n" + " ".repeat(head.length()));
  }
}
