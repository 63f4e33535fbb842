package dev.kix.interpreter;

import dev.kix.grammar.Expr;
import dev.kix.grammar.Origin;
import dev.kix.grammar.SourceFile;
import dev.kix.interpreter.diagnostic.ErrorKind;
import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.eval.Analyzer;
import dev.kix.interpreter.eval.Builtin;
import dev.kix.interpreter.eval.CodeCache;
import dev.kix.interpreter.eval.EvalServices;
import dev.kix.interpreter.eval.EvalSettings;
import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.fetch.FetchSettings;
import dev.kix.interpreter.fetch.Fetcher;
import dev.kix.interpreter.io.CanonicalPath;
import dev.kix.interpreter.io.FileAccess;
import dev.kix.interpreter.value.Bytes;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.Value;
import dev.kix.store.backend.Store;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates Nix. An interpreter keeps the files it has read and the values it has computed; make
 * one with {@link #builder}, use it from any number of threads (evaluations take turns on a thread
 * of its own), and close it. A thread that is interrupted while it waits for an evaluation ends
 * that evaluation, with an error of kind {@code CANCELLED}, and stays interrupted.
 *
 * <pre>{@code
 * Interpreter nix =
 *     Interpreter.builder()
 *         .permissions(Permissions.reading(folder))
 *         .limits(Limits.standard().withWallClock(Duration.ofSeconds(10)))
 *         .builtin("double", 1, (state, args) -> 2 * state.forceInt(args[0], null, ""))
 *         .build();
 * JsonNode json = nix.evaluateFile(folder.resolve("config.nix")).get("servers").toJson();
 * }</pre>
 */
public final class Interpreter implements AutoCloseable {
  private final Services services;
  private final Limits limits;
  private final EvalState state;
  private final EvaluationThread thread;
  private int running;
  private volatile boolean closed;

  private Interpreter(Builder b) {
    this.limits = b.limits;
    this.services =
        new Services(
            b.settings,
            b.limits,
            b.permissions,
            b.mounts,
            b.builtins,
            b.globals,
            b.code,
            b.messages,
            b.store,
            b.bareWildcards,
            b.fetching,
            b.fetchers);
    this.state = services.begin();
    this.thread = new EvaluationThread(limits.stackBytes());
  }

  /** A builder with no permissions and the standard limits. */
  public static Builder builder() {
    return new Builder();
  }

  /** Evaluates Nix text; relative paths in it start at the root folder. */
  public EvalResult evaluate(String text) {
    return evaluate(text, "/");
  }

  /**
   * Evaluates Nix text.
   *
   * @param folder the absolute folder that relative paths in the text start at
   */
  public EvalResult evaluate(String text, Path folder) {
    return evaluate(text, Bytes.encode(folder.toAbsolutePath().normalize().toString()));
  }

  private EvalResult evaluate(String text, String folder) {
    SourceFile source = new SourceFile(Origin.string(), Bytes.encode(text));
    return evaluate(source, folder);
  }

  /**
   * Evaluates a text that is already in memory.
   *
   * @param folder the absolute folder, one char per byte, that relative paths in the text start at
   */
  public EvalResult evaluate(SourceFile source, String folder) {
    return run(s -> {
      Value value = services.load(source, folder).eval(s);
      return new EvalResult(this, value);
    });
  }

  /**
   * Evaluates a text that sees further variables.
   *
   * @param variables their values by name
   */
  public EvalResult evaluate(SourceFile source, String folder, Map<String, Lazy> variables) {
    return run(s -> {
      Expr expr = services.parse(source, folder);
      Map<String, Lazy> ordered = new TreeMap<>(variables);
      Value value =
          Analyzer.analyze(
                  source, expr, services.globals().names(), ordered.keySet().toArray(new String[0]))
              .eval(s, ordered.values().toArray(new Lazy[0]));
      return new EvalResult(this, value);
    });
  }

  /**
   * Evaluates a file, or {@code default.nix} in a folder. It is read once; see {@link
   * #forgetFiles}.
   */
  public EvalResult evaluateFile(Path file) {
    String path = Bytes.encode(file.toAbsolutePath().normalize().toString());
    return run(s -> new EvalResult(this, s.importer().importFile(path)));
  }

  /** A result of a value, for example of one that {@link #run} returned. */
  public EvalResult result(Lazy value) {
    return new EvalResult(this, value);
  }

  /** Makes the next evaluation read all files again. */
  public void forgetFiles() {
    run(s -> {
      s.importer().clear();
      services.forgetInputs();
      return 0;
    });
  }

  /**
   * Runs {@code task} on the evaluation thread, within the limits, and returns what it returns.
   *
   * @throws EvalException as the task throws it; also for an exhausted stack, heap, time or
   *     allocation budget
   * @throws IllegalStateException when the interpreter is closed
   */
  public <T> T run(Function<EvalState, T> task) {
    return thread.run(() -> runHere(task), this::cancel);
  }

  /**
   * Makes the evaluation in progress, if there is one, end with an error of kind {@code CANCELLED}.
   * From any thread.
   */
  public void cancel() {
    state.interrupt(cancelled());
  }

  private static EvalException cancelled() {
    return new EvalException(ErrorKind.CANCELLED, "the evaluation was cancelled", null);
  }

  private <T> T runHere(Function<EvalState, T> task) {
    if (running > 0) {
      return task.apply(state);
    }
    state.reset();
    if (closed) {
      throw cancelled();
    }
    running++;
    Watchdog watchdog = Watchdog.start(limits, state);
    try {
      return task.apply(state);
    } catch (StackOverflowError e) {
      throw new EvalException(
          ErrorKind.LIMIT, "stack overflow; the expression is nested too deeply", null);
    } catch (OutOfMemoryError e) {
      throw new EvalException(
          ErrorKind.LIMIT, "out of memory; the evaluation needs more than the JVM's heap", null);
    } finally {
      watchdog.close();
      running--;
    }
  }

  /** What the evaluator has of the world. */
  public EvalServices services() {
    return services;
  }

  /**
   * Ends the evaluation thread. The evaluation in progress and those that wait end with an error of
   * kind {@code CANCELLED}. An {@link EvalResult} cannot be asked afterwards; what was taken out of
   * it, as Java, JSON or a value forced all the way, stays usable. From any thread.
   */
  @Override
  public void close() {
    closed = true;
    cancel();
    thread.close();
  }

  /** Makes {@link Interpreter}s. Not thread-safe. */
  public static final class Builder {
    private EvalSettings settings = EvalSettings.isolated();
    private Limits limits = Limits.standard();
    private Permissions permissions = Permissions.none();
    private final Map<String, Lazy> builtins = new LinkedHashMap<>();
    private final Map<String, Lazy> globals = new LinkedHashMap<>();
    private final Map<String, FileAccess> mounts = new LinkedHashMap<>();
    private CodeCache code = new CodeCache();
    private Consumer<String> messages = line -> {};
    private @Nullable Store store;
    private boolean bareWildcards;
    private @Nullable FetchSettings fetching;
    private final List<Fetcher> fetchers = new ArrayList<>();

    private Builder() {}

    /**
     * The terms of {@code nix.conf}; call depth and environment are taken from limits and
     * permissions instead.
     */
    public Builder settings(EvalSettings value) {
      settings = value;
      return this;
    }

    public Builder limits(Limits value) {
      limits = value;
      return this;
    }

    public Builder permissions(Permissions value) {
      permissions = value;
      return this;
    }

    /** Adds {@code builtins.NAME}, a function of 1 to 3 arguments. */
    public Builder builtin(String name, int arity, JavaFunction function) {
      Builtin builtin = JavaBuiltins.of(name, arity, function);
      builtins.put(Bytes.encode(name), builtin);
      return this;
    }

    /** Adds {@code builtins.NAME}, any value that {@link Conversions#fromJava} accepts. */
    public Builder builtin(String name, @Nullable Object value) {
      builtins.put(Bytes.encode(name), Conversions.fromJava(value));
      return this;
    }

    /** Adds a variable that every file sees. */
    public Builder global(String name, @Nullable Object value) {
      globals.put(Bytes.encode(name), Conversions.fromJava(value));
      return this;
    }

    /** Makes a tree of files readable at {@code path}, whatever the permissions say. */
    public Builder mount(String path, FileAccess files) {
      mounts.put(CanonicalPath.of(Bytes.encode(path)), files);
      return this;
    }

    /** Shares parsed code with other interpreters. */
    public Builder code(CodeCache cache) {
      code = cache;
      return this;
    }

    /**
     * Receives the lines of {@code builtins.trace} and warnings, one char per byte, on the
     * evaluation thread.
     */
    public Builder messages(Consumer<String> sink) {
      messages = sink;
      return this;
    }

    /**
     * A store whose objects evaluation sees at their paths. What evaluation makes is held in
     * memory; {@link dev.kix.interpreter.io.StoreExport} adds it to a store.
     */
    public Builder store(Store value) {
      store = value;
      return this;
    }

    /**
     * How sources are fetched; what Nix does by default, and the cache folder of the process's
     * user, where nothing is said. Whether the network may be used is one of the permissions.
     */
    public Builder fetching(FetchSettings value) {
      fetching = value;
      return this;
    }

    /** Adds a fetcher, which comes before those that are found on the class path. */
    public Builder fetcher(Fetcher value) {
      fetchers.add(value);
      return this;
    }

    /** Allows a bare {@code *} in attribute paths: {@code instances.*.*.config.x = 1;}. */
    public Builder bareWildcards(boolean allowed) {
      bareWildcards = allowed;
      return this;
    }

    /**
     * @throws IllegalArgumentException if the store has another folder than the settings say
     */
    public Interpreter build() {
      if (store != null && !store.dir().path().equals(settings.storeDir())) {
        throw new IllegalArgumentException(
            "a store of " + store.dir() + " in an evaluation of " + settings.storeDir());
      }
      return new Interpreter(this);
    }
  }
}
