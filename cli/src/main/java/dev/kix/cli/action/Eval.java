package dev.kix.cli.action;

import dev.kix.cli.console.Console;
import dev.kix.cli.nix.AutoCall;
import dev.kix.cli.nix.EvaluationSetup;
import dev.kix.cli.nix.FlakeArg;
import dev.kix.cli.nix.FlakeSession;
import dev.kix.cli.nix.LockOptions;
import dev.kix.cli.nix.NixSession;
import dev.kix.cli.nix.Output;
import dev.kix.cli.nix.References;
import dev.kix.cli.nix.SelectionPath;
import dev.kix.cli.nix.SourceArg;
import dev.kix.interpreter.eval.DeepForce;
import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.eval.Printing;
import dev.kix.interpreter.io.EvalStore;
import dev.kix.interpreter.print.PrintOptions;
import dev.kix.interpreter.value.Bytes;
import dev.kix.interpreter.value.ContextBuilder;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.Value;
import dev.kix.store.path.StorePath;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/** Evaluates one thing and prints its value. */
public final class Eval {
  /** How a value is printed. */
  public enum Format {
    /** As {@code nix eval} prints it. */
    NIX,
    JSON,
    /** A string without quotes and without a newline at the end. */
    RAW
  }

  /**
   * What to do.
   *
   * @param flake the flake that is meant in place of the source, or null
   * @param lock how the flake is locked
   * @param selection what is selected, or the empty string for the whole value; ordinary text
   * @param apply a function expression that is applied to the value, or null
   * @param writeTo where the value is written, or null where it is printed; ordinary text
   * @param strict whether an error inside the value is an error, and not printed in its place
   * @param stats whether time, memory and counts are printed to standard error
   */
  public record Request(
      EvaluationSetup setup,
      SourceArg source,
      @Nullable FlakeArg flake,
      LockOptions lock,
      String selection,
      @Nullable String apply,
      @Nullable String writeTo,
      Format format,
      boolean strict,
      boolean stats) {}

  private final Console console;

  public Eval(Console console) {
    this.console = console;
  }

  /**
   * Prints the value.
   *
   * @return the exit code
   * @throws dev.kix.interpreter.diagnostic.EvalException when evaluation fails
   */
  public int run(Request request) {
    if (request.flake() != null || request.source().kind() == SourceArg.Kind.EXPRESSION) {
      request.setup().settings().preferPure();
    }
    Stats stats = Stats.start(console, request.stats());
    try (NixSession session = NixSession.open(request.setup(), console)) {
      console.outBytes(session.run(state -> print(session, state, request, stats)));
      if (stats != null) {
        stats.count(session);
      }
    }
    if (stats != null) {
      stats.report();
    }
    return 0;
  }

  private Value value(NixSession session, EvalState state, Request request) {
    FlakeArg flake = request.flake();
    if (flake != null) {
      FlakeSession flakes = new FlakeSession(session, state, flake.text());
      return state.force(
          flakes.select(flakes.outputs(flakes.lock(flakes.flagsWithConfig(request.lock())))), null);
    }
    NixAttrs args = session.autoArgs(state);
    Value root = session.evaluate(state, request.source());
    Lazy selected =
        SelectionPath.parse(Bytes.encode(request.selection())).select(state, args, root);
    return AutoCall.apply(state, args, selected);
  }

  private String print(
      NixSession session, EvalState state, Request request, @Nullable Stats stats) {
    Value value = value(session, state, request);
    String function = request.apply();
    if (function != null) {
      value = state.call(session.evaluate(state, Bytes.encode(function)), null, value);
    }
    String writeTo = request.writeTo();
    ContextBuilder context = new ContextBuilder();
    String text = "";
    if (writeTo != null) {
      ValueFiles.write(state, value, console.resolve(writeTo), writeTo);
    } else {
      if (request.strict()) {
        DeepForce.force(state, value);
      }
      long begin = stats == null ? 0 : System.nanoTime();
      text = print(state, value, request.format(), context);
      if (stats != null) {
        stats.printed(System.nanoTime() - begin);
      }
    }
    if (request.setup().writesStore()) {
      keep(state, value, context);
    }
    return text;
  }

  private static String print(EvalState state, Value value, Format format, ContextBuilder context) {
    return switch (format) {
      case NIX -> Printing.print(state, value, PrintOptions.EVAL) + "\n";
      case JSON -> Output.json(state, value, true, false, context) + "\n";
      case RAW -> Output.raw(state, value, "while generating the eval command output", context);
    };
  }

  /** Writes to the store what the value refers to, so that its paths can be used. */
  private void keep(EvalState state, Value value, ContextBuilder context) {
    References.collect(value, context);
    if (context.isEmpty()) {
      return;
    }
    EvalStore made = state.services().store();
    SortedSet<StorePath> paths = References.of(context.build(), made.dir());
    paths.removeIf(path -> made.object(path) == null);
    if (!paths.isEmpty()) {
      new StoreWriter(console).write(made, paths);
    }
  }
}
