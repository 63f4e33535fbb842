package dev.kix.cli.action.store;

import dev.kix.cli.console.CliException;
import dev.kix.cli.console.Console;
import dev.kix.cli.nix.DerivationFinder;
import dev.kix.cli.nix.EvaluationSetup;
import dev.kix.cli.nix.Installable;
import dev.kix.cli.nix.LockOptions;
import dev.kix.cli.nix.NixSession;
import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.io.EvalStore;
import dev.kix.interpreter.value.Bytes;
import dev.kix.store.derivation.Derivation;
import dev.kix.store.derivation.DerivationJson;
import dev.kix.store.path.StorePath;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Prints derivations as JSON: {@code nix derivation show}. Nothing is written to the store. */
public final class DerivationShow {
  /**
   * What to do.
   *
   * @param what what evaluates to derivations, or is the path of one
   * @param recursive whether everything that they refer to is printed too
   */
  public record Request(
      EvaluationSetup setup, List<Installable> what, LockOptions lock, boolean recursive) {
    public Request {
      what = List.copyOf(what);
    }
  }

  private final Console console;

  public DerivationShow(Console console) {
    this.console = console;
  }

  /** Prints one object with all of them. Returns the exit code. */
  public int run(Request request) {
    if (request.what().stream().allMatch(Installable::isPure)) {
      request.setup().settings().preferPure();
    }
    try (NixSession session = NixSession.open(request.setup(), console)) {
      console.outBytes(session.run(state -> json(session, state, request)) + "\n");
    }
    return 0;
  }

  private String json(NixSession session, EvalState state, Request request) {
    EvalStore store = state.services().store();
    SortedSet<StorePath> paths = new TreeSet<>();
    for (Installable what : request.what()) {
      StorePath named = storePath(store, what);
      if (named != null) {
        paths.add(named);
        continue;
      }
      for (DerivationFinder.Found found :
          DerivationFinder.find(
              state, session.autoArgs(state), what.value(session, state, request.lock()))) {
        paths.add(store.dir().parse(found.drvPath()));
      }
    }
    if (request.recursive()) {
      for (StorePath path : List.copyOf(paths)) {
        paths.addAll(store.closure(path));
      }
    }
    SortedMap<StorePath, Derivation> derivations = new TreeMap<>();
    for (StorePath path : paths) {
      if (path.isDerivation()) {
        derivations.put(path, store.derivation(path));
      }
    }
    return DerivationJson.print(derivations);
  }

  /** The derivation that is named by its path, or by a link such as {@code --add-root} makes. */
  private @Nullable StorePath storePath(EvalStore store, Installable what) {
    String text = what.place();
    if (text.isEmpty()) {
      return null;
    }
    String full = text.startsWith("/") ? text : console.resolve(text).toString();
    if (!store.dir().contains(Bytes.encode(full))) {
      Path linked = Links.storeObject(console, text);
      if (linked == null) {
        return null;
      }
      full = store.dir().path() + "/" + linked.getFileName();
    }
    StorePath path = store.dir().containing(Bytes.encode(full));
    if (!path.isDerivation()) {
      throw new CliException(
          "'" + full + "' is no derivation",
          "kix does not know what built a store path; name its '.drv' file or what evaluates to"
              + " it.");
    }
    return path;
  }
}
