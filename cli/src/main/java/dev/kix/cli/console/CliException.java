package dev.kix.cli.console;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that the user must know and can change: a wrong flag, a missing file, a folder that
 * cannot be written. Has no Java stack trace. Printed as
 *
 * <pre>
 * error: message
 *        hint
 * </pre>
 */
public final class CliException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<String> hints;

  /**
   * @param message what is wrong and where, without {@code error:}; ordinary text
   * @param hints what to do about it, a line each
   */
  public CliException(String message, String... hints) {
    super(message, null, false, false);
    this.hints = List.of(hints);
  }

  @Override
  public String getMessage() {
    @Nullable String message = super.getMessage();
    return message == null ? "" : message;
  }

  public List<String> hints() {
    return hints;
  }
}
