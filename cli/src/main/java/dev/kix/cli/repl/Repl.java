package dev.kix.cli.repl;

import dev.kix.cli.action.Version;
import dev.kix.cli.console.CliException;
import dev.kix.cli.console.Console;
import dev.kix.cli.console.ErrorReporter;
import dev.kix.cli.console.Suggestions;
import dev.kix.cli.nix.DerivationFinder;
import dev.kix.cli.nix.EvaluationSetup;
import dev.kix.cli.nix.NixSession;
import dev.kix.cli.nix.SourceArg;
import dev.kix.interpreter.diagnostic.ErrorKind;
import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.eval.Printing;
import dev.kix.interpreter.print.Literals;
import dev.kix.interpreter.print.PrintOptions;
import dev.kix.interpreter.value.Bytes;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.NixString;
import dev.kix.interpreter.value.Value;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The interactive prompt. An error is printed and ends nothing; the session ends with its input.
 */
public final class Repl {
  /**
   * What to begin with.
   *
   * @param given what {@code --file} or {@code --expr} say, or null
   * @param sources files, folders and flakes that are loaded before the first prompt, or attributes
   *     of what is given; ordinary text
   */
  public record Request(EvaluationSetup setup, @Nullable SourceArg given, List<String> sources) {
    public Request {
      sources = List.copyOf(sources);
    }
  }

  /** How many names of what was added are told. */
  private static final int SHOWN = 20;

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
   * @throws EvalException when something that is to begin with cannot be loaded
   */
  public int run(Request request) throws IOException {
    try (NixSession session = NixSession.open(request.setup(), console)) {
      Scope scope = new Scope(session, console);
      console.err("kix " + Version.number() + " (Nix " + Version.LANGUAGE + ")\n");
      console.err("Type :? for help.\n");
      for (ReplSource source : sources(request)) {
        console.err(source.describe() + "\n");
        load(scope, source);
      }
      try (LineSource lines = lines(session, scope)) {
        for (String input = lines.next(); input != null; input = lines.next()) {
          if (!answer(scope, input.strip())) {
            return 0;
          }
          console.out("\n");
          console.flush();
        }
        console.out("\n");
      }
    }
    return 0;
  }

  private List<ReplSource> sources(Request request) {
    List<ReplSource> sources = new ArrayList<>();
    SourceArg given = request.given();
    if (given != null) {
      List<String> selections = request.sources().isEmpty() ? List.of(".") : request.sources();
      selections.forEach(selection -> sources.add(new ReplSource.Given(given, selection)));
    } else {
      request.sources().forEach(source -> sources.add(ReplSource.of(source, console)));
    }
    return sources;
  }

  private LineSource lines(NixSession session, Scope scope) throws IOException {
    Predicate<String> incomplete = text -> isIncomplete(scope, text);
    if (!console.inIsTerminal() || !console.outIsTerminal()) {
      return new PipeLines(console.in(), incomplete);
    }
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
    } catch (RuntimeException | StackOverflowError e) { // one input, whatever is wrong with it
      errors.report(e);
    }
  }

  private void evaluateOrBind(Scope scope, String input) {
    boolean bound = scope.run(state -> scope.bind(state, input));
    if (!bound) {
      print(scope, input, options());
    }
  }

  private PrintOptions options() {
    return PrintOptions.REPL.withAnsiColors(console.outColour());
  }

  private void print(Scope scope, String expression, PrintOptions options) {
    console.outBytes(
        scope.run(state -> Printing.print(state, scope.evaluate(state, expression), options))
            + "\n");
  }

  /** All levels; a string as it is. */
  private void printWhole(Scope scope, String expression) {
    PrintOptions options = options().withMaxDepth(PrintOptions.UNLIMITED);
    console.outBytes(
        scope.run(state -> {
          Value value = scope.evaluate(state, expression);
          return value instanceof NixString s ? s.value() : Printing.print(state, value, options);
        })
            + "\n");
  }

  private void obey(Scope scope, ReplCommand command, String argument) {
    switch (command) {
      case ADD -> added(scope.run(state -> scope.add(state, scope.evaluate(state, argument))));
      case BUILD, BUILD_ROOTED, INSTALL, LOG, SHELL, SHELL_WITH ->
          refuse(scope.run(state -> derivation(state, scope.evaluate(state, argument))));
      case DOC -> console.out(scope.run(state -> new Documentation(scope, state).of(argument)));
      case EDIT -> {
        Editor.Place place =
            scope.run(state -> Editor.place(state, scope.evaluate(state, argument), argument));
        if (new Editor(console).open(place)) {
          reload(scope);
        }
      }
      case LOAD -> load(scope, ReplSource.of(Bytes.decode(argument), console));
      case LOAD_FLAKE -> load(scope, new ReplSource.WholeFlake(Bytes.decode(argument)));
      case LAST_LOADED -> {
        List<String> names = scope.lastLoaded();
        if (names == null) {
          throw new CliException("nothing has been loaded yet");
        }
        names.forEach(name -> console.outBytes(name + "\n"));
      }
      case PRINT -> printWhole(scope, argument);
      case RELOAD -> reload(scope);
      case TYPE ->
          console.outBytes(
              scope.run(state -> scope.evaluate(state, argument).describeType()) + "\n");
      case TRACES -> traces(argument);
      case HELP -> console.out(ReplCommand.help());
      case QUIT -> throw new IllegalStateException("answered before");
    }
  }

  private void traces(String argument) {
    boolean on =
        switch (argument) {
          case "" -> !console.showsTraces();
          case "true" -> true;
          case "false" -> false;
          default ->
              throw new CliException(
                  "unexpected argument '" + Bytes.decode(argument) + "' to :te",
                  "It is true or false; without one, traces are switched.");
        };
    console.showTraces(on);
    console.out(on ? "showing error traces\n" : "not showing error traces\n");
  }

  private void load(Scope scope, ReplSource source) {
    added(
        scope.run(state -> {
          state.importer().clear();
          state.services().inputs().clear();
          return scope.load(state, source);
        }));
  }

  /** Loads everything again; what fails is told, and tried again the next time. */
  private void reload(Scope scope) {
    scope.clear();
    for (ReplSource source : scope.loaded()) {
      console.err(source.describe() + "\n");
      guarded(() -> load(scope, source));
    }
  }

  private void added(List<String> names) {
    StringBuilder text = new StringBuilder();
    text.append("Added ").append(names.size()).append(" variables.\n");
    for (int i = 0; i < Math.min(names.size(), SHOWN); i++) {
      text.append(i == 0 ? "" : ", ").append(Literals.attributeName(names.get(i)));
    }
    text.append('\n');
    if (names.size() > SHOWN) {
      text.append("... and ").append(names.size() - SHOWN).append(" more; view with :ll\n");
    }
    console.errBytes(text.toString());
  }

  private static String derivation(EvalState state, Value value) {
    if (value instanceof NixAttrs) {
      for (DerivationFinder.Found found : DerivationFinder.find(state, NixAttrs.EMPTY, value)) {
        return found.drvPath();
      }
    }
    throw new EvalException(
        ErrorKind.EVAL, "expression does not evaluate to a derivation, so I can't build it", null);
  }

  private static void refuse(String drvPath) {
    throw new CliException(
        "kix builds no derivations",
        "The derivation is '" + Bytes.decode(drvPath) + "'.",
        "'kix nix-instantiate' writes it to the store; build it with Nix.");
  }
}
