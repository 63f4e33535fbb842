package dev.kix.cli.action.flake;

import dev.kix.cli.console.CliException;
import dev.kix.cli.console.Console;
import dev.kix.cli.console.ErrorReporter;
import dev.kix.cli.nix.EvaluationSetup;
import dev.kix.cli.nix.FlakeFinder;
import dev.kix.cli.nix.NixSession;
import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.fetch.Input;
import dev.kix.interpreter.fetch.InputAttrs;
import dev.kix.interpreter.fetch.InputFetcher;
import dev.kix.interpreter.fetch.Registries;
import dev.kix.interpreter.fetch.Registry;
import dev.kix.interpreter.fetch.RegistryUse;
import dev.kix.interpreter.flake.FlakeRef;
import dev.kix.interpreter.flake.FlakeRefParser;
import dev.kix.interpreter.flake.Flakes;
import dev.kix.interpreter.value.Bytes;
import dev.kix.store.file.AtomicFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Shows and changes what names of flakes stand for. */
public final class FlakeRegistry {
  private final Console console;
  private final EvaluationSetup setup;
  private final @Nullable Path custom;

  /**
   * @param custom the file that is changed, or null for the user's
   */
  public FlakeRegistry(Console console, EvaluationSetup setup, @Nullable Path custom) {
    this.console = console;
    this.setup = setup;
    this.custom = custom;
  }

  /** Prints all names of all registries. Returns the exit code. */
  public int list() {
    StringBuilder out = new StringBuilder();
    try (NixSession session = NixSession.open(setup, console)) {
      for (Registries.Named named :
          session.run(state -> state.services().inputs().registries().all())) {
        String kind = (named.kind() + "      ").substring(0, 6);
        for (Registry.Entry entry : named.registry().entries()) {
          String dir = entry.extra().string("dir");
          out.append(kind)
              .append(' ')
              .append(entry.from())
              .append(' ')
              .append(entry.to().toUrlString(dir == null ? Map.of() : Map.of("dir", dir)))
              .append('\n');
        }
      }
    }
    console.outBytes(out.toString());
    return 0;
  }

  /** Lets a name stand for something. Returns the exit code. */
  public int add(String from, String to) {
    return change((state, registry) -> {
      Input name = parse(from).input();
      FlakeRef target = parse(to);
      return registry
          .without(name)
          .with(new Registry.Entry(name, target.input(), dir(target), false));
    });
  }

  /** Forgets a name. Returns the exit code. */
  public int remove(String name) {
    return change((state, registry) -> registry.without(parse(name).input()));
  }

  /** Lets a name stand for what a flake is now. Returns the exit code. */
  public int pin(String name, String flake) {
    return change((state, registry) -> {
      FlakeRef from = parse(name);
      FlakeRef resolved = new Flakes(state).resolve(parse(flake));
      InputFetcher inputs = state.services().inputs();
      Input locked = inputs.fetch(resolved.input(), RegistryUse.NONE).locked().without("__final");
      if (!locked.isLocked()) {
        console.err("warning: flake '" + Bytes.decode(locked.toString()) + "' is not locked\n");
      }
      return registry
          .without(from.input())
          .with(new Registry.Entry(from.input(), locked, dir(from), false));
    });
  }

  /** Prints what names stand for. Returns the exit code. */
  public int resolve(List<String> names) {
    try (NixSession session = NixSession.open(setup, console)) {
      for (String name : names) {
        console.outBytes(session.run(state -> new Flakes(state).resolve(parse(name))) + "\n");
      }
    }
    return 0;
  }

  private FlakeRef parse(String text) {
    return new FlakeRefParser(new FlakeFinder(console), true, false).parseWhole(Bytes.encode(text));
  }

  private static InputAttrs dir(FlakeRef ref) {
    return ref.dir().isEmpty() ? InputAttrs.EMPTY : InputAttrs.EMPTY.with("dir", ref.dir());
  }

  private int change(BiFunction<EvalState, Registry, Registry> work) {
    Path file = file();
    String text;
    try (NixSession session = NixSession.open(setup, console)) {
      text =
          session.run(state ->
              work.apply(state, state.services().inputs().registries().readFile(file)).toJson());
    }
    try {
      Path parent = file.toAbsolutePath().getParent();
      if (parent != null) {
        Files.createDirectories(parent);
      }
      AtomicFile.write(file, text.getBytes(StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      throw new CliException("cannot write '" + file + "': " + ErrorReporter.reason(e));
    }
    return 0;
  }

  private Path file() {
    Path given = custom;
    if (given != null) {
      return given;
    }
    Path user = setup.settings().fetching().settings(console.environment()).userRegistry();
    if (user == null) {
      throw new IllegalStateException("the standard settings have a registry of the user");
    }
    return user;
  }
}
