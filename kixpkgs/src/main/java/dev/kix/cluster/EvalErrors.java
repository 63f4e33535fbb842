package dev.kix.cluster;

import dev.kix.grammar.Position;
import dev.kix.interpreter.diagnostic.ErrorKind;
import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.diagnostic.Suggestions;
import dev.kix.interpreter.diagnostic.TraceFrame;
import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.value.Bytes;
import dev.kix.k8s.SourcePosition;
import dev.kix.modulesystem.ModuleProblem;
import dev.kix.modulesystem.ProblemWording;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

  /** What every module of a cluster may ask for. */
  private static final List<String> MODULE_ARGUMENTS =
      List.of("config", "kix", "lib", "options", "packages");

  private static final Pattern ASKED = Pattern.compile("noting that argument `([^`]*)` is not");

  private static final String NAMELESS = "while evaluating definitions from `<unknown-file>':";

  private final SourcePaths paths;
  private final ProblemWording wording;

  public EvalErrors(SourcePaths paths) {
    this.paths = paths;
    this.wording = ProblemWording.cluster(paths.roots());
  }

  /** A problem of the module system, as lines of Java text. */
  public String describe(EvalState state, ModuleProblem problem) {
    return Bytes.decode(wording.message(state, problem) + ProblemHints.of(problem));
  }

  /** Any error of evaluation, as lines of Java text without {@code error:}. */
  public String describe(EvalState state, EvalException e) {
    if (e.detail() instanceof ModuleProblem problem) {
      return describe(state, problem);
    }
    if (isPackageForModule(e)) {
      Position position = place(e);
      return "a package stands where a module or an instance belongs"
          + (position == null ? "" : ":\nthe one at " + place(position))
          + "\nGive it to an instance: instances.NAMESPACE.NAME.package = …;";
    }
    String argument = missingArgument(e);
    StringBuilder out =
        new StringBuilder(
            Bytes.decode(
                argument == null
                    ? e.getMessage()
                    : "a module asks for the argument '" + argument + "', which nobody gives it"));
    List<String> suggestions =
        argument == null ? e.suggestions() : Suggestions.bestMatches(MODULE_ARGUMENTS, argument);
    if (suggestions.size() > MAX_SUGGESTIONS) {
      suggestions = suggestions.subList(0, MAX_SUGGESTIONS);
    }
    Position position = place(e);
    if (position != null) {
      out.append("\nat ").append(place(position));
      String expression = argument == null ? expressionAt(e, position) : null;
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
    if (argument != null) {
      return out.append("\nModules are given ")
          .append(String.join(", ", MODULE_ARGUMENTS))
          .append(", and what specialArgs and _module.args have.")
          .toString();
    }
    if (position != null && !KixLibrary.holds(position) && refusesMore(e)) {
      out.append(
          "\nIt has no '...' among its arguments, which would let others pass: { NAME, ... }:");
    }
    for (TraceFrame frame : e.frames()) {
      // Where definitions come from is said by a line above; here only what somebody named.
      if (frame.custom() && !frame.text().equals(NAMELESS)) {
        out.append('\n').append(Bytes.decode(frame.text()));
      }
    }
    return out.toString();
  }

  /**
   * An error that came up while an instance was compiled, as {@link #describe(EvalState,
   * EvalException)}: where nothing the user wrote is named, with the instance.
   *
   * @param where the instance and its place, as a further line
   */
  public String describe(EvalState state, EvalException e, String where) {
    String text = describe(state, e);
    Position position = place(e);
    boolean own = position != null && !KixLibrary.holds(position);
    return e.detail() != null || own || outside(e) != null ? text : text + "\n" + where;
  }

  /** A function that asks for {@code scope}, called as modules are. */
  private static boolean isPackageForModule(EvalException e) {
    String message = String.valueOf(e.getMessage());
    Position position = place(e);
    return message.endsWith(" called without required argument 'scope'")
        || (message.endsWith(" called with unexpected argument '_class'")
            && position != null
            && KixLibrary.holds(position));
  }

  /** A function that takes only what it names, and for what it was given nothing is spelt alike. */
  private static boolean refusesMore(EvalException e) {
    return e.suggestions().isEmpty()
        && e.getMessage() != null
        && e.getMessage().contains("' called with unexpected argument '");
  }

  /** The argument of a module that neither the compiler nor {@code _module.args} has, or null. */
  private static @Nullable String missingArgument(EvalException e) {
    if (e.kind() == ErrorKind.MISSING_ATTRIBUTE) {
      for (TraceFrame frame : e.frames()) {
        Matcher asked = ASKED.matcher(frame.text());
        if (asked.lookingAt()) {
          return ("attribute '" + asked.group(1) + "' missing").equals(e.getMessage())
              ? asked.group(1)
              : null;
        }
      }
    }
    return null;
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
    Position definition = null;
    for (TraceFrame frame : e.frames()) {
      if (frame.position() != null) {
        // Where the set comes from that lacks an attribute is not where it was asked for.
        if (!frame.text().startsWith("from the definition of ")) {
          return frame.position();
        }
        definition = definition == null ? frame.position() : definition;
      }
    }
    return definition;
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
