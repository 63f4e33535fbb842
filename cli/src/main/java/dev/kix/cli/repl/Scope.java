package dev.kix.cli.repl;

import dev.kix.cli.console.Console;
import dev.kix.cli.nix.NixSession;
import dev.kix.grammar.Expr;
import dev.kix.grammar.Origin;
import dev.kix.grammar.ParseException;
import dev.kix.grammar.Parser;
import dev.kix.grammar.SourceFile;
import dev.kix.interpreter.eval.Analyzer;
import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.Value;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The variables of a session: what was bound, added and loaded. All text is one char per byte.
 * Methods that take an {@link EvalState} run on the evaluation thread.
 */
final class Scope {
  private static final String UNFINISHED = "unexpected end of file";

  /** What may be missing at the end of bindings. */
  private static final List<String> ENDS = List.of("\n}", "\n;}");

  /** How bindings begin that need not be complete. */
  private static final Pattern BINDING =
      Pattern.compile("inherit\\b|[A-Za-z_\"$][\\w'\".${}-]*\\s*=(?!=)");

  private final NixSession session;
  private final Console console;
  private final List<ReplSource> loaded = new ArrayList<>();
  private @Nullable List<String> lastLoaded;
  private TreeMap<String, Lazy> variables = new TreeMap<>();

  Scope(NixSession session, Console console) {
    this.session = session;
    this.console = console;
  }

  <T> T run(Function<EvalState, T> work) {
    return session.run(work);
  }

  /** The folder that relative paths start at. */
  Path workingFolder() {
    return console.workingFolder();
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

  /** The syntax tree of an expression. */
  Expr parse(String text) {
    SourceFile source = new SourceFile(Origin.string(), text);
    return session.services().parse(source, session.folder(source));
  }

  /** Evaluates an expression that sees the variables. */
  Value evaluate(EvalState state, String text) {
    return evaluate(state, new SourceFile(Origin.string(), text));
  }

  private Value evaluate(EvalState state, SourceFile source) {
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
   * @return whether {@code text} is that; else nothing was done
   */
  boolean bind(EvalState state, String text) {
    for (String end : ENDS) {
      SourceFile source = bindings(text, end);
      if (problem(source) == null) {
        add(state.forceAttrs(evaluate(state, source), null, "").flatten());
        return true;
      }
    }
    return false;
  }

  private static SourceFile bindings(String text, String end) {
    return SourceFile.framed(Origin.string(), "{ ", text, end);
  }

  private void add(NixAttrs flat) {
    TreeMap<String, Lazy> more = new TreeMap<>(variables);
    for (int i = 0; i < flat.size(); i++) {
      more.put(flat.name(i), flat.value(i));
    }
    variables = more;
  }

  /**
   * Adds the attributes of a set.
   *
   * @return their names, in byte order
   */
  List<String> add(EvalState state, Value value) {
    NixAttrs flat =
        state
            .forceAttrs(
                value, null, "while evaluating an attribute set to be merged in the global scope")
            .flatten();
    add(flat);
    List<String> names = new ArrayList<>(flat.size());
    for (int i = 0; i < flat.size(); i++) {
      names.add(flat.name(i));
    }
    Collections.sort(names);
    lastLoaded = names;
    return names;
  }

  /** The names that were added last, or null when nothing was. */
  @Nullable List<String> lastLoaded() {
    return lastLoaded;
  }

  /** Forgets the variables, but not what was loaded. */
  void clear() {
    variables = new TreeMap<>();
  }

  /**
   * Adds the attributes of a source's value; it is loaded last among those that {@link #loaded}
   * tells.
   *
   * @return their names
   */
  List<String> load(EvalState state, ReplSource source) {
    List<String> added = add(state, source.value(session, state, console));
    loaded.remove(source);
    loaded.add(source);
    return added;
  }

  /** What {@link #load} has loaded so far. */
  List<ReplSource> loaded() {
    return List.copyOf(loaded);
  }

  /** Whether {@code text} could go on: it is neither bindings nor an expression, but may become. */
  boolean isIncomplete(String text) {
    if (!couldGoOn(text, problem(new SourceFile(Origin.string(), text)))) {
      // Only what ends early is looked at again, so that most inputs are parsed once.
      return BINDING.matcher(text).lookingAt()
          && isNoBinding(text)
          && couldGoOn(text, problem(bindings(text, "")));
    }
    return isNoBinding(text);
  }

  private boolean isNoBinding(String text) {
    for (String end : ENDS) {
      if (problem(bindings(text, end)) == null) {
        return false;
      }
    }
    return true;
  }

  private static boolean couldGoOn(String text, @Nullable String problem) {
    return problem != null && !text.isEmpty() && problem.contains(UNFINISHED);
  }

  /** What is wrong with a text, or null when nothing is. */
  private @Nullable String problem(SourceFile source) {
    try {
      Parser.parse(source, session.services().parserOptions(session.folder(source)));
      return null;
    } catch (ParseException e) {
      return String.valueOf(e.getMessage());
    }
  }
}
