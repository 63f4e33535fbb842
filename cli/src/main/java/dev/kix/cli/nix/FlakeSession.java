package dev.kix.cli.nix;

import dev.kix.interpreter.diagnostic.ErrorKind;
import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.diagnostic.Suggestions;
import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.flake.FlakeRef;
import dev.kix.interpreter.flake.FlakeRefParser;
import dev.kix.interpreter.flake.Flakes;
import dev.kix.interpreter.flake.LockFlags;
import dev.kix.interpreter.flake.LockedFlake;
import dev.kix.interpreter.value.Bytes;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.Value;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A flake that the command line names, in an evaluation. Use it on the evaluation thread. */
public final class FlakeSession {
  private final NixSession session;
  private final EvalState state;
  private final FlakeFinder finder;
  private final FlakeRefParser.Result place;
  private final Flakes flakes;
  private final @Nullable String folder;

  /**
   * @param text the reference, with or without a fragment; ordinary text
   */
  public FlakeSession(NixSession session, EvalState state, String text) {
    this.session = session;
    this.state = state;
    this.finder = new FlakeFinder(session.console());
    this.place =
        new FlakeRefParser(finder, true, false)
            .parseWithFragment(Bytes.encode(text.startsWith("#") ? "." + text : text));
    this.flakes = new Flakes(state);
    this.folder = sameFolder(text);
  }

  /**
   * The folder that has the name of a registry, where that is what the command line says. As in Nix
   * it is not meant, but who wrote it may have thought so. One char per byte.
   */
  private @Nullable String sameFolder(String text) {
    int fragment = text.indexOf('#');
    String name = fragment < 0 ? text : text.substring(0, fragment);
    boolean isName =
        !place.ref().input().isDirect() && name.indexOf(':') < 0 && name.indexOf('?') < 0;
    return isName && Files.isDirectory(session.console().resolve(name))
        ? Bytes.encode("./" + text)
        : null;
  }

  /** What stands behind {@code #}; one char per byte. */
  public String fragment() {
    return place.fragment();
  }

  /** What the command line names, registries not yet asked. */
  public FlakeRef ref() {
    return place.ref();
  }

  /** The same after asking the registries. */
  public FlakeRef resolve() {
    try {
      return flakes.resolve(place.ref());
    } catch (EvalException e) {
      throw folder == null ? e : e.suggesting(List.of(folder));
    }
  }

  /** Whether the reference names one state of the flake for all time. */
  public boolean isLocked() {
    return place.ref().input().isLocked();
  }

  /** Fetches the flake and locks it as the command line says. */
  public LockedFlake lock(LockOptions options) {
    return lock(flags(options));
  }

  /**
   * The flags that the options mean, for a command that does what {@code nixConfig} of the flake
   * says, if the user trusts it.
   */
  public LockFlags.Builder flagsWithConfig(LockOptions options) {
    return flags(options).config(session::apply);
  }

  /** Fetches the flake and locks it. */
  public LockedFlake lock(LockFlags.Builder flags) {
    if (folder != null) {
      resolve();
    }
    return flakes.lock(place.ref(), flags.build());
  }

  /** The flags that the options mean, to be completed. */
  public LockFlags.Builder flags(LockOptions options) {
    options.teach(state, finder, flakes);
    return options.flags(finder).commitSummary(session.settings().commitSummary());
  }

  /** The value of a flake. */
  public NixAttrs call(LockedFlake flake) {
    return flakes.call(flake);
  }

  /** The outputs of a flake. */
  public NixAttrs outputs(LockedFlake flake) {
    Lazy outputs = call(flake).get("outputs");
    if (outputs == null) {
      throw new IllegalStateException("a flake without outputs");
    }
    return state.forceAttrs(outputs, null, "while evaluating the outputs of a flake");
  }

  /**
   * What the fragment selects: tried in turn are the packages of this system and the outputs as
   * they are; a fragment that starts with a dot is taken as it is.
   *
   * @param outputs where to look
   * @throws EvalException in Nix's words when there is nothing
   */
  public Lazy select(NixAttrs outputs) {
    String system = state.services().settings().currentSystem();
    return select(
        outputs,
        List.of("packages." + system + ".default", "defaultPackage." + system),
        List.of("packages." + system + ".", "legacyPackages." + system + "."));
  }

  /**
   * What the fragment selects.
   *
   * @param standard what is meant when there is no fragment, in the order in which it is tried
   * @param prefixes what is put before the fragment; last comes the fragment alone
   */
  public Lazy select(NixAttrs outputs, List<String> standard, List<String> prefixes) {
    List<String> paths = paths(standard, prefixes);
    List<String> names = new ArrayList<>();
    String wanted = "";
    for (String path : paths) {
      SelectionPath.Partial found = SelectionPath.parse(path).find(state, outputs);
      Lazy value = found.value();
      if (value != null) {
        return value;
      }
      names.addAll(found.names());
      wanted = found.missing();
    }
    throw new EvalException(
            ErrorKind.MISSING_ATTRIBUTE,
            "flake '" + place.ref() + "' does not provide attribute " + either(paths),
            null)
        .suggesting(Suggestions.bestMatches(names, wanted));
  }

  private List<String> paths(List<String> standard, List<String> prefixes) {
    String fragment = fragment();
    if (fragment.isEmpty()) {
      return standard;
    }
    if (fragment.startsWith(".")) {
      return List.of(fragment.substring(1));
    }
    List<String> paths = new ArrayList<>();
    prefixes.forEach(p -> paths.add(p + fragment));
    paths.add(fragment);
    return paths;
  }

  private static String either(List<String> paths) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < paths.size(); i++) {
      out.append(i == 0 ? "" : i + 1 == paths.size() ? " or " : ", ");
      out.append('\'').append(paths.get(i)).append('\'');
    }
    return out.toString();
  }

  /** A value of a set of sets, or null when there is none. */
  public static @Nullable Value find(EvalState state, NixAttrs set, String... path) {
    Value at = set;
    for (String name : path) {
      Lazy next = at instanceof NixAttrs attrs ? attrs.get(name) : null;
      if (next == null) {
        return null;
      }
      at = state.force(next, null);
    }
    return at;
  }
}
