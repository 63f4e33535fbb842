package dev.kix.cli.nix;

import dev.kix.cli.console.CliException;
import dev.kix.cli.console.Console;
import dev.kix.cli.console.ErrorReporter;
import dev.kix.cluster.KixLibrary;
import dev.kix.grammar.Expr;
import dev.kix.grammar.Origin;
import dev.kix.grammar.Printer;
import dev.kix.grammar.SourceFile;
import dev.kix.interpreter.Interpreter;
import dev.kix.interpreter.Permissions;
import dev.kix.interpreter.diagnostic.TerminalText;
import dev.kix.interpreter.eval.Analyzer;
import dev.kix.interpreter.eval.Code;
import dev.kix.interpreter.eval.Coercion;
import dev.kix.interpreter.eval.EvalServices;
import dev.kix.interpreter.eval.EvalSettings;
import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.flake.RemoteSources;
import dev.kix.interpreter.io.CanonicalPath;
import dev.kix.interpreter.io.FileAccess;
import dev.kix.interpreter.io.FileKind;
import dev.kix.interpreter.value.AttrsBuilder;
import dev.kix.interpreter.value.Bytes;
import dev.kix.interpreter.value.ContextBuilder;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.NixString;
import dev.kix.interpreter.value.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * An interpreter set up as the command line says, and what the command line names: sources,
 * automatic arguments, files of the search path. Belongs to one command; close it.
 */
public final class NixSession implements AutoCloseable {
  private final UnaryOperator<Interpreter.Builder> extension;
  private final EvaluationSetup setup;
  private final Console console;
  private final String folder;
  private final FlakeConfig config;
  private final UserStore store;
  private Interpreter interpreter;
  private @Nullable String input;

  private NixSession(
      EvaluationSetup setup, Console console, UnaryOperator<Interpreter.Builder> extension) {
    this.setup = setup;
    this.console = console;
    this.extension = extension;
    this.config = new FlakeConfig(console, setup.settings());
    this.store = new UserStore(UserStore.root(console), setup.settings().storeDir());
    this.interpreter = interpreter();
    this.folder = Bytes.encode(console.workingFolder().toString());
  }

  /** Starts a session; messages of the evaluation go to standard error. */
  public static NixSession open(EvaluationSetup setup, Console console) {
    return open(setup, console, KixLibrary::installModules);
  }

  /**
   * Starts a session with an interpreter that can do more.
   *
   * @param extension adds to the interpreter before it is made
   */
  public static NixSession open(
      EvaluationSetup setup, Console console, UnaryOperator<Interpreter.Builder> extension) {
    return new NixSession(setup, console, extension);
  }

  private Interpreter interpreter() {
    NixSettings settings = setup.settings();
    if (settings.showTrace()) {
      console.showTraces(true);
    }
    Interpreter.Builder builder =
        Interpreter.builder()
            .settings(evalSettings(setup, console))
            .store(store)
            .fetching(
                settings.fetching().settings(console.environment()).toBuilder()
                    .verifiedFetches(settings.experimentalFeatures().contains("verified-fetches"))
                    .build())
            .limits(settings.limits())
            .permissions(new Permissions(null, console.environment(), true, true))
            .messages(line -> console.errBytes(TerminalText.of(line, console.colour()) + "\n"));
    return extension.apply(builder).build();
  }

  private static EvalSettings evalSettings(EvaluationSetup setup, Console console) {
    NixSettings settings = setup.settings();
    return EvalSettings.builder()
        .pureEval(settings.pureEval())
        .restrictEval(settings.restrictEval())
        .storeDir(settings.storeDir().path())
        .currentSystem(settings.system())
        .nixPath(searchPath(setup, console))
        .workingFolder(Bytes.encode(console.workingFolder().toString()))
        .homeDirectory(home(console))
        .experimentalFeatures(settings.experimentalFeatures())
        .traceVerbose(settings.traceVerbose())
        .abortOnWarn(settings.abortOnWarn())
        .lints(settings.lints())
        .allowedUris(settings.allowedUris())
        .importFromDerivation(settings.importFromDerivation())
        .build();
  }

  /** HOME, or what the system says of the user; the latter is what Nix asks too. */
  private static @Nullable String home(Console console) {
    String home = console.variable("HOME");
    if (home == null) {
      home = System.getProperty("user.home");
    }
    return home == null ? null : Bytes.encode(home);
  }

  /** The text of {@code expr} as {@code --parse} prints it; the tilde is the home folder. */
  public String print(Expr expr) {
    String home = services().settings().homeDirectory();
    if (home == null) {
      return Printer.print(expr);
    }
    return Printer.print(expr, home);
  }

  private static List<String> searchPath(EvaluationSetup setup, Console console) {
    NixSettings settings = setup.settings();
    if (settings.pureEval()) {
      return List.of();
    }
    List<String> path = new ArrayList<>(setup.includes());
    path.addAll(settings.nixPath());
    if (!settings.restrictEval()) {
      path.addAll(SearchPath.channels(console, settings.xdgFolders()));
    }
    path.replaceAll(Bytes::encode);
    return path;
  }

  /**
   * Runs {@code work} on the evaluation thread; again from the start when a flake has changed a
   * setting meanwhile, which is before anything of it is evaluated.
   */
  public <T> T run(Function<EvalState, T> work) {
    while (true) {
      try {
        return interpreter.run(work);
      } catch (ChangedSettings e) {
        interpreter.close();
        interpreter = interpreter();
      }
    }
  }

  /** Says that the settings are others now. */
  private static final class ChangedSettings extends RuntimeException {
    private static final long serialVersionUID = 1;

    ChangedSettings() {
      super("the settings have changed", null, false, false);
    }
  }

  /** Does what {@code nixConfig} of a flake says. Runs on the evaluation thread. */
  void apply(Map<String, String> flakeConfig) {
    if (config.apply(flakeConfig)) {
      throw new ChangedSettings();
    }
  }

  Console console() {
    return console;
  }

  NixSettings settings() {
    return setup.settings();
  }

  /** Ends the evaluation in progress; from any thread. */
  public void cancel() {
    interpreter.cancel();
  }

  public EvalServices services() {
    return interpreter.services();
  }

  /** The folder that relative paths in expressions start at, one char per byte. */
  public String folder() {
    return folder;
  }

  /**
   * The syntax tree of {@code source}, every variable of it defined. Runs on the evaluation thread.
   */
  public Expr parse(EvalState state, SourceArg source) {
    SourceFile file = read(state, source);
    Expr expr = services().parse(file, folder(file));
    Analyzer.analyze(file, expr, services().globals().names());
    return expr;
  }

  /** The value of {@code source}. Runs on the evaluation thread. */
  public Value evaluate(EvalState state, SourceArg source) {
    SourceFile file = read(state, source);
    return services().load(file, folder(file)).eval(state);
  }

  /** The value of {@code text}, one char per byte. Runs on the evaluation thread. */
  public Value evaluate(EvalState state, String text) {
    return code(text).eval(state);
  }

  private Code code(String text) {
    SourceFile file = new SourceFile(Origin.string(), text);
    return services().load(file, folder(file));
  }

  /** The folder that relative paths in {@code file} start at. */
  public String folder(SourceFile file) {
    String path = file.origin().path();
    return path == null ? folder : CanonicalPath.parent(path);
  }

  /** The text that {@code source} names. Runs on the evaluation thread. */
  public SourceFile read(EvalState state, SourceArg source) {
    return switch (source.kind()) {
      case EXPRESSION -> new SourceFile(Origin.string(), Bytes.encode(source.text()));
      case STDIN -> new SourceFile(Origin.stdin(), standardInput());
      case FILE -> {
        String file = expressionFile(lookUp(state, Bytes.encode(source.text())));
        yield new SourceFile(Origin.file(file), Bytes.fromArray(services().files().read(file)));
      }
    };
  }

  /**
   * The path of a file argument: {@code <nixpkgs>} is looked up in the search path, everything else
   * is a path. Runs on the evaluation thread.
   *
   * @param text one char per byte
   */
  public String lookUp(EvalState state, String text) {
    if (text.length() > 2 && text.startsWith("<") && text.endsWith(">")) {
      return findFile(state, text.substring(1, text.length() - 1));
    }
    if (RemoteSources.isUrl(text)) {
      return RemoteSources.fetch(state, text);
    }
    return CanonicalPath.of(
        text.startsWith("/") ? text : (folder.equals("/") ? "" : folder) + "/" + text);
  }

  /** Where {@code name} is in the search path. Runs on the evaluation thread. */
  public String findFile(EvalState state, String name) {
    NixAttrs builtins = services().builtins();
    Value path =
        state.call(
            state.force(builtin(builtins, "findFile"), null),
            null,
            builtin(builtins, "nixPath"),
            NixString.of(name));
    return Coercion.toPath(state, null, path, new ContextBuilder(), "");
  }

  private static Lazy builtin(NixAttrs builtins, String name) {
    Lazy value = builtins.get(name);
    if (value == null) {
      throw new IllegalStateException("there is no builtin '" + name + "'");
    }
    return value;
  }

  /** Follows a symbolic link, so that relative paths work, and adds default.nix to a folder. */
  private String expressionFile(String path) {
    FileAccess files = services().files();
    String file = files.resolve(path, true);
    return files.kind(file) == FileKind.DIRECTORY
        ? (file.equals("/") ? "" : file) + "/default.nix"
        : file;
  }

  /** The automatic arguments. Runs on the evaluation thread. */
  public NixAttrs autoArgs(EvalState state) {
    AttrsBuilder args = new AttrsBuilder(setup.args().size());
    for (AutoArg arg : setup.args()) {
      args.put(
          Bytes.encode(arg.name()),
          switch (arg.kind()) {
            case EXPRESSION -> code(Bytes.encode(arg.text())).delay(state);
            case STRING -> NixString.ofJava(arg.text());
            case STDIN -> NixString.of(standardInput());
            case FILE -> NixString.of(readText(arg.text()));
          });
    }
    return args.build();
  }

  private String readText(String name) {
    try {
      return Bytes.fromArray(Files.readAllBytes(console.resolve(name)));
    } catch (IOException e) {
      throw new CliException(ErrorReporter.describe(e));
    }
  }

  private String standardInput() {
    String text = input;
    if (text == null) {
      try {
        text = Bytes.fromArray(console.in().readAllBytes());
      } catch (IOException e) {
        throw new CliException("cannot read standard input: " + ErrorReporter.reason(e));
      }
      input = text;
    }
    return text;
  }

  @Override
  public void close() {
    interpreter.close();
    store.close();
  }
}
