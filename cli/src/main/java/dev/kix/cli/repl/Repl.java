package dev.kix.cli.repl;

import dev.kix.cli.console.CliException;
import dev.kix.cli.console.Console;
import dev.kix.cli.console.ErrorReporter;
import dev.kix.cli.console.Suggestions;
import dev.kix.cli.manual.BuiltinEntry;
import dev.kix.cli.manual.BuiltinManual;
import dev.kix.cli.manual.TextPage;
import dev.kix.cli.nix.DerivationFinder;
import dev.kix.cli.nix.EvaluationSetup;
import dev.kix.cli.nix.NixSession;
import dev.kix.grammar.Expr;
import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.eval.Builtin;
import dev.kix.interpreter.eval.Closure;
import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.eval.Printing;
import dev.kix.interpreter.print.PrintOptions;
import dev.kix.interpreter.value.Bytes;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.Value;
import java.io.IOException;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The interactive prompt. An error is printed and ends nothing; the session ends with its input.
 */
public final class Repl {
  private static final Pattern BINDING =
      Pattern.compile("\\s*(inherit\\b.*|[A-Za-z_\"][\\w'\".${}-]*\\s*=(?!=).*)", Pattern.DOTALL);

  /**
   * What to begin with.
   *
   * @param sources files, folders and flakes that are loaded before the first prompt; ordinary text
   */
  public record Request(EvaluationSetup setup, List<String> sources) {
    public Request {
      sources = List.copyOf(sources);
    }
  }

  private final Console console;
  private final ErrorReporter errors;

  public Repl(Console console) {
    this.console = console;
    this.errors = new ErrorReporter(console);
  }

  /**
   * Reads and evaluates until the input ends.
   *
   * @return the exit code, always 0
   * @throws IOException when the input cannot be read
   */
  public int run(Request request) throws IOException {
    try (NixSession session = NixSession.open(request.setup(), console)) {
      Scope scope = new Scope(session, console);
      for (String source : request.sources()) {
        guarded(() -> load(scope, ReplSource.of(source, console)));
      }
      try (LineSource lines = lines(session, scope)) {
        for (String input = lines.next(); input != null; input = lines.next()) {
          if (!answer(scope, input.strip())) {
            return 0;
          }
          console.flush();
        }
      }
    }
    return 0;
  }

  private LineSource lines(NixSession session, Scope scope) throws IOException {
    Predicate<String> incomplete = text -> isIncomplete(scope, text);
    if (!console.inIsTerminal() || !console.outIsTerminal()) {
      return new PipeLines(console.in(), incomplete);
    }
    console.out("kix. :? shows the commands.\n");
    console.flush();
    return new TerminalLines(console, incomplete, new Completions(scope), session::cancel);
  }

  private static boolean isIncomplete(Scope scope, String input) {
    String text = input.strip();
    if (text.isEmpty()) {
      return false;
    }
    if (!text.startsWith(":")) {
      return scope.isIncomplete(text);
    }
    int blank = text.indexOf(' ');
    ReplCommand command = blank < 0 ? null : ReplCommand.find(text.substring(0, blank));
    return command != null
        && command.takesExpression()
        && scope.isIncomplete(text.substring(blank + 1));
  }

  /** Whether {@code text} binds variables rather than being an expression. */
  static boolean isBinding(String text) {
    return BINDING.matcher(text).matches();
  }

  /** Answers one input; false when it ends the session. */
  private boolean answer(Scope scope, String input) {
    if (input.isEmpty() || input.startsWith("#")) {
      return true;
    }
    if (!input.startsWith(":")) {
      guarded(() -> evaluateOrBind(scope, input));
      return true;
    }
    int blank = input.indexOf(' ');
    String name = blank < 0 ? input : input.substring(0, blank);
    String argument = blank < 0 ? "" : input.substring(blank + 1).strip();
    ReplCommand command = ReplCommand.find(name);
    if (command == ReplCommand.QUIT) {
      return false;
    }
    guarded(() -> {
      if (command == null) {
        throw new CliException(
            "unknown command '" + Bytes.decode(name) + "'",
            Suggestions.sentence(name, ReplCommand.names()),
            "':?' shows the commands.");
      }
      obey(scope, command, argument);
    });
    return true;
  }

  private void guarded(Runnable work) {
    try {
      work.run();
    } catch (EvalException | CliException | StackOverflowError e) {
      errors.report(e);
    }
  }

  private void evaluateOrBind(Scope scope, String input) {
    if (isBinding(input)) {
      scope.run(state -> scope.bind(state, input));
    } else {
      print(scope, input, options());
    }
  }

  private PrintOptions options() {
    return PrintOptions.REPL.withAnsiColors(console.outIsTerminal() && console.colour());
  }

  private void print(Scope scope, String expression, PrintOptions options) {
    console.outBytes(
        scope.run(state -> Printing.print(state, scope.evaluate(state, expression), options))
            + "\n");
  }

  private void obey(Scope scope, ReplCommand command, String argument) {
    switch (command) {
      case ADD -> added(scope.run(state -> scope.add(scope.evaluate(state, argument))));
      case BUILD -> scope.run(state -> build(state, scope.evaluate(state, argument)));
      case DOC -> console.out(scope.run(state -> document(scope.evaluate(state, argument))));
      case LOAD -> load(scope, ReplSource.of(Bytes.decode(argument), console));
      case LOAD_FLAKE -> load(scope, new ReplSource.WholeFlake(Bytes.decode(argument)));
      case PRINT -> print(scope, argument, options().withMaxDepth(PrintOptions.UNLIMITED));
      case RELOAD -> {
        for (ReplSource source : scope.loaded()) {
          load(scope, source);
        }
      }
      case TYPE ->
          console.outBytes(
              scope.run(state -> scope.evaluate(state, argument).describeType()) + "\n");
      case TRACES -> {
        console.showTraces(argument.isEmpty() ? !console.showsTraces() : argument.equals("true"));
        console.out(
            console.showsTraces() ? "showing error traces\n" : "not showing error traces\n");
      }
      case HELP -> console.out(ReplCommand.help());
      case QUIT -> throw new IllegalStateException("answered before");
    }
  }

  private void load(Scope scope, ReplSource source) {
    added(
        scope.run(state -> {
          state.importer().clear();
          return scope.load(state, source);
        }));
  }

  private void added(int count) {
    console.out("Added " + count + (count == 1 ? " variable.\n" : " variables.\n"));
  }

  private int build(EvalState state, Value value) {
    for (DerivationFinder.Found found : DerivationFinder.find(state, NixAttrs.EMPTY, value)) {
      console.outBytes(found.drvPath() + "\n");
    }
    return 0;
  }

  private String document(Value value) {
    if (value instanceof Builtin builtin) {
      BuiltinEntry entry = BuiltinManual.load().find(builtin.name());
      if (entry != null) {
        return TextPage.of(entry) + "\n";
      }
    }
    if (value instanceof Closure closure) {
      Expr.Lambda lambda = closure.lambda();
      @Nullable String comment = lambda.doc();
      String name = lambda.name();
      String text = comment == null ? "(no documentation comment)" : DocComment.text(comment);
      return (name == null ? "function" : Bytes.decode(name))
          + "\n    defined at "
          + closure.position()
          + "\n\n    "
          + Bytes.decode(text).replace("\n", "\n    ")
          + "\n\n";
    }
    throw new CliException("there is documentation for functions, not for " + value.describeType());
  }
}
