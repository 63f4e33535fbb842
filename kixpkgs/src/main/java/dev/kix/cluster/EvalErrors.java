package dev.kix.cluster;

import dev.kix.grammar.Position;
import dev.kix.interpreter.diagnostic.ErrorKind;
import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.diagnostic.TraceFrame;
import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.value.Bytes;
import dev.kix.k8s.SourcePosition;
import dev.kix.modulesystem.ModuleProblem;
import dev.kix.modulesystem.ProblemWording;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Errors of the evaluator in the words of the cluster language: what, where, and the expression it
 * is about.
 *
 * <pre>
 * error: attribute 'sentinelPort' missing
 *        at packages/python-app/default.nix:87
 *        in: cache.out.sentinelPort
 * </pre>
 */
public final class EvalErrors {
  /** More than this is no suggestion but a list. */
  private static final int MAX_SUGGESTIONS = 3;

  private static final String NAMELESS = "while evaluating definitions from `<unknown-file>':";

  private final SourcePaths paths;
  private final ProblemWording wording;

  public EvalErrors(SourcePaths paths) {
    this.paths = paths;
    this.wording = ProblemWording.cluster(paths.roots());
  }

  /** A problem of the module system, as lines of Java text. */
  public String describe(EvalState state, ModuleProblem problem) {
    return Bytes.decode(wording.message(state, problem));
  }

  /** Any error of evaluation, as lines of Java text without {@code error:}. */
  public String describe(EvalState state, EvalException e) {
    if (e.detail() instanceof ModuleProblem problem) {
      return describe(state, problem);
    }
    StringBuilder out = new StringBuilder(Bytes.decode(e.getMessage()));
    List<String> suggestions = e.suggestions();
    if (suggestions.size() > MAX_SUGGESTIONS) {
      suggestions = suggestions.subList(0, MAX_SUGGESTIONS);
    }
    Position position = place(e);
    if (position != null) {
      out.append("\nat ").append(place(position));
      String expression = expressionAt(e, position);
      if (expression != null) {
        out.append("\nin: ").append(expression);
      }
      Position caller = KixLibrary.holds(position) ? outside(e) : null;
      if (caller != null) {
        out.append("\ncalled from ").append(place(caller));
      }
    }
    if (!suggestions.isEmpty()) {
      out.append("\nDid you mean ");
      for (int i = 0; i < suggestions.size(); i++) {
        out.append(i == 0 ? "" : i == suggestions.size() - 1 ? " or " : ", ");
        out.append('\'').append(Bytes.decode(suggestions.get(i))).append('\'');
      }
      out.append('?');
    }
    for (TraceFrame frame : e.frames()) {
      // Where definitions come from is said by a line above; here only what somebody named.
      if (frame.custom() && !frame.text().equals(NAMELESS)) {
        out.append('\n').append(Bytes.decode(frame.text()));
      }
    }
    return out.toString();
  }

  private String place(Position position) {
    SourcePosition place = paths.sourcePosition(position);
    return place == null ? "" : place.file() + ":" + place.line();
  }

  /** The innermost position in a file of the user. */
  private static @Nullable Position outside(EvalException e) {
    for (TraceFrame frame : e.frames()) {
      Position position = frame.position();
      if (position != null
          && position.source().origin().path() != null
          && !KixLibrary.holds(position)) {
        return position;
      }
    }
    return null;
  }

  /** The innermost known position. */
  public static @Nullable Position place(EvalException e) {
    if (e.position() != null) {
      return e.position();
    }
    for (TraceFrame frame : e.frames()) {
      if (frame.position() != null) {
        return frame.position();
      }
    }
    return null;
  }

  /** The selection that failed, as it is written: {@code cache.out.sentinelPort}. */
  private static @Nullable String expressionAt(EvalException e, Position position) {
    if (e.kind() != ErrorKind.MISSING_ATTRIBUTE) {
      return null;
    }
    String text = position.source().text();
    int end = position.offset();
    while (end < text.length() && isPathChar(text, end)) {
      end++;
    }
    return end > position.offset() ? Bytes.decode(text.substring(position.offset(), end)) : null;
  }

  private static boolean isPathChar(String text, int i) {
    char c = text.charAt(i);
    return c == '.'
        || c == '_'
        || c == '-'
        || c == '\''
        || c == '"'
        || (c >= '0' && c <= '9')
        || (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z');
  }
}
