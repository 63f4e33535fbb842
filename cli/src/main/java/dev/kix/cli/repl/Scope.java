package dev.kix.cli.repl;

import dev.kix.cli.console.Console;
import dev.kix.cli.nix.NixSession;
import dev.kix.grammar.Origin;
import dev.kix.grammar.ParseException;
import dev.kix.grammar.Parser;
import dev.kix.grammar.SourceFile;
import dev.kix.interpreter.diagnostic.ErrorKind;
import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.eval.Analyzer;
import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The variables of a session: what was bound, added and loaded. All text is one char per byte.
 * Methods that take an {@link EvalState} run on the evaluation thread.
 */
final class Scope {
  private static final String UNFINISHED = "unexpected end of file";

  private final NixSession session;
  private final Console console;
  private final List<ReplSource> loaded = new ArrayList<>();
  private TreeMap<String, Lazy> variables = new TreeMap<>();

  Scope(NixSession session, Console console) {
    this.session = session;
    this.console = console;
  }

  <T> T run(Function<EvalState, T> work) {
    return session.run(work);
  }

  /** The names of the variables, in byte order. */
  Set<String> names() {
    return variables.keySet();
  }

  int size() {
    return variables.size();
  }

  /** The names that are always there. */
  List<String> globals() {
    return session.services().globals().names().list();
  }

  /** Evaluates an expression that sees the variables. */
  Value evaluate(EvalState state, String text) {
    SourceFile source = new SourceFile(Origin.string(), text);
    return Analyzer.analyze(
            source,
            session.services().parse(source, session.folder(source)),
            session.services().globals().names(),
            variables.keySet().toArray(new String[0]))
        .eval(state, variables.values().toArray(new Lazy[0]));
  }

  /**
   * Adds bindings as they stand in a set, without its braces; nothing is evaluated yet.
   *
   * @return how many there were
   */
  int bind(EvalState state, String bindings) {
    String set = "{ " + bindings + (bindings.stripTrailing().endsWith(";") ? " }" : "; }");
    return add(evaluate(state, set));
  }

  /** Adds the attributes of a set. */
  int add(Value value) {
    if (!(value instanceof NixAttrs attrs)) {
      throw new EvalException(
          ErrorKind.TYPE, "expected a set but found " + value.describeType(), null);
    }
    NixAttrs flat = attrs.flatten();
    TreeMap<String, Lazy> more = new TreeMap<>(variables);
    for (int i = 0; i < flat.size(); i++) {
      more.put(flat.name(i), flat.value(i));
    }
    variables = more;
    return flat.size();
  }

  /**
   * Adds the attributes of a source's value.
   *
   * @return how many there were
   */
  int load(EvalState state, ReplSource source) {
    int added = add(source.value(session, state, console));
    if (!loaded.contains(source)) {
      loaded.add(source);
    }
    return added;
  }

  /** What {@link #load} has loaded so far. */
  List<ReplSource> loaded() {
    return List.copyOf(loaded);
  }

  /** Whether {@code text} could go on: it is no expression, but might become one. */
  boolean isIncomplete(String text) {
    return endsTooEarly(text) && (!Repl.isBinding(text) || endsTooEarly("{ " + text + "; }"));
  }

  private boolean endsTooEarly(String text) {
    SourceFile source = new SourceFile(Origin.string(), text);
    try {
      Parser.parse(source, session.services().parserOptions(session.folder(source)));
      return false;
    } catch (ParseException e) {
      @Nullable String message = e.getMessage();
      return message != null && message.contains(UNFINISHED);
    }
  }
}
