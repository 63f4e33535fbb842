package dev.kix.cli.action;

import dev.kix.cli.console.Console;
import dev.kix.cli.console.ErrorReporter;
import dev.kix.cli.nix.AutoCall;
import dev.kix.cli.nix.DerivationFinder;
import dev.kix.cli.nix.EvaluationSetup;
import dev.kix.cli.nix.NixSession;
import dev.kix.cli.nix.Output;
import dev.kix.cli.nix.SelectionPath;
import dev.kix.cli.nix.SourceArg;
import dev.kix.interpreter.diagnostic.ErrorKind;
import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.eval.DeepForce;
import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.io.EvalStore;
import dev.kix.interpreter.print.LegacyPrinter;
import dev.kix.interpreter.value.Bytes;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.Value;
import dev.kix.store.path.StoreDir;
import dev.kix.store.path.StorePath;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/** What Nix's {@code nix-instantiate} does, with its output to the byte. */
public final class NixInstantiate {
  /** What is done with each expression. */
  public enum Mode {
    /** Find derivations, write them to the store and print their paths. */
    INSTANTIATE,
    EVALUATE,
    PARSE,
    /** Look files up in the search path and print where they are. */
    FIND_FILE
  }

  /** How a value is printed. */
  public enum Format {
    PLAIN,
    RAW,
    JSON,
    XML
  }

  /**
   * What to do.
   *
   * @param selections what {@code -A} named, each a result of its own; empty for the whole value
   * @param strict whether values are evaluated deeply before printing
   * @param locations whether XML says where attributes and functions are written
   * @param root where a link to the result is made, or null
   */
  public record Request(
      EvaluationSetup setup,
      List<SourceArg> sources,
      List<String> selections,
      Mode mode,
      Format format,
      boolean strict,
      boolean locations,
      @Nullable String root) {
    public Request {
      sources = List.copyOf(sources);
      selections = selections.isEmpty() ? List.of("") : List.copyOf(selections);
    }
  }

  /** What follows the report of an error that lies in the command line. */
  public static final String TRY_HELP = "Try 'nix-instantiate --help' for more information.";

  private final Console console;
  private boolean warned;
  private int links;

  public NixInstantiate(Console console) {
    this.console = console;
  }

  /**
   * Does it, one source after another; what was printed before an error stays printed.
   *
   * @return the exit code
   * @throws EvalException when parsing or evaluation fails
   */
  public int run(Request request) {
    try {
      return instantiate(request);
    } catch (EvalException e) {
      if (e.kind() != ErrorKind.USAGE) {
        throw e;
      }
      new ErrorReporter(console).report(e);
      console.err(TRY_HELP + "\n");
      return 1;
    }
  }

  private int instantiate(Request request) {
    Stats stats = Stats.start(console, false);
    try (NixSession session = NixSession.open(request.setup(), console)) {
      if (request.mode() == Mode.FIND_FILE) {
        for (SourceArg source : request.sources()) {
          String name = Bytes.encode(source.text());
          console.outBytes(session.run(state -> session.findFile(state, name)) + "\n");
        }
        return 0;
      }
      NixAttrs args = session.run(session::autoArgs);
      for (SourceArg source : request.sources()) {
        if (request.mode() == Mode.PARSE) {
          console.outBytes(
              session.run(state -> session.print(session.parse(state, source))) + "\n");
          continue;
        }
        Value root = session.run(state -> session.evaluate(state, source));
        for (String selection : request.selections()) {
          console.outBytes(
              session.run(state -> {
                Lazy selected =
                    SelectionPath.parse(Bytes.encode(selection)).select(state, args, root);
                state.force(selected, null);
                return request.mode() == Mode.EVALUATE
                    ? value(state, args, selected, request)
                    : instantiate(state, args, selected, request);
              }));
        }
      }
      if (request.mode() == Mode.EVALUATE && request.setup().writesStore()) {
        writeAll(session.services().store());
      }
      if (stats != null) {
        stats.count(session);
      }
    }
    if (stats != null) {
      stats.report();
    }
    return 0;
  }

  /** Nix writes while it evaluates, whatever becomes of the value. */
  private void writeAll(EvalStore made) {
    SortedSet<StorePath> paths = made.paths();
    if (!paths.isEmpty()) {
      new StoreWriter(console).write(made, paths);
    }
  }

  private static String value(EvalState state, NixAttrs args, Lazy selected, Request request) {
    Value value = args.isEmpty() ? selected.force() : AutoCall.apply(state, args, selected);
    return switch (request.format()) {
      case PLAIN -> {
        if (request.strict()) {
          DeepForce.force(state, value);
        }
        yield LegacyPrinter.print(value) + "\n";
      }
      case RAW -> Output.raw(state, value, "while generating the nix-instantiate output");
      case JSON -> Output.json(state, value, request.strict(), true).concat("\n");
      case XML -> Output.xml(state, value, request.strict(), request.locations());
    };
  }

  /** A derivation to be written, and what of it was meant. */
  private record Wanted(StorePath path, String output) {}

  /** One that fails takes back none of those before, as in Nix. */
  private String instantiate(EvalState state, NixAttrs args, Lazy selected, Request request) {
    List<Wanted> wanted = new ArrayList<>();
    StoreDir dir = state.services().store().dir();
    try {
      for (DerivationFinder.Found found : DerivationFinder.find(state, args, selected)) {
        wanted.add(new Wanted(dir.parse(found.drvPath()), found.outputName()));
      }
    } catch (EvalException e) {
      emit(state, wanted, request);
      throw e;
    }
    emit(state, wanted, request);
    return "";
  }

  private void emit(EvalState state, List<Wanted> wanted, Request request) {
    if (request.root() == null && !wanted.isEmpty()) {
      warnOfCollector();
    }
    StoreWriter writer = new StoreWriter(console);
    if (request.setup().writesStore()) {
      writer.write(state.services().store(), wanted.stream().map(Wanted::path).toList());
    }
    StoreDir dir = state.services().store().dir();
    StringBuilder out = new StringBuilder();
    for (Wanted one : wanted) {
      out.append(
          request.root() == null
              ? dir.print(one.path)
              : Bytes.encode(link(writer, request.root(), one.path, dir)));
      if (!one.output.equals("out")) {
        out.append('!').append(one.output);
      }
      out.append('\n');
    }
    console.outBytes(out.toString());
  }

  private void warnOfCollector() {
    if (!warned) {
      warned = true;
      console.err(
          "warning: you did not specify '--add-root'; the result might be removed by the garbage"
              + " collector\n");
    }
  }

  /** Makes the next link: ROOT, then ROOT-2 and so on, as Nix counts. */
  private String link(StoreWriter writer, String root, StorePath path, StoreDir dir) {
    links++;
    Path link = console.resolve(links == 1 ? root : root + "-" + links);
    writer.link(link, path, dir);
    return link.toString();
  }
}
