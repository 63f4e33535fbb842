package dev.kix.cli.nix;

import dev.kix.cli.console.Console;
import dev.kix.interpreter.diagnostic.ErrorKind;
import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.diagnostic.Suggestions;
import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.flake.FlakeRefParser;
import dev.kix.interpreter.flake.Flakes;
import dev.kix.interpreter.flake.LockFlags;
import dev.kix.interpreter.flake.LockedFlake;
import dev.kix.interpreter.value.Bytes;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A flake that the command line names, in an evaluation. Use it on the evaluation thread. */
public final class FlakeSession {
  private final EvalState state;
  private final FlakeFinder finder;
  private final FlakeRefParser.Result place;
  private final Flakes flakes;

  /**
   * @param text the reference, with or without a fragment; ordinary text
   */
  public FlakeSession(EvalState state, Console console, String text) {
    this.state = state;
    this.finder = new FlakeFinder(console);
    this.place =
        new FlakeRefParser(finder, true, false)
            .parseWithFragment(Bytes.encode(text.startsWith("#") ? "." + text : text));
    this.flakes = new Flakes(state);
  }

  /** What stands behind {@code #}; one char per byte. */
  public String fragment() {
    return place.fragment();
  }

  /** Whether the reference names one state of the flake for all time. */
  public boolean isLocked() {
    return place.ref().input().isLocked();
  }

  /** Fetches the flake and locks it as the command line says. */
  public LockedFlake lock(LockOptions options) {
    return lock(options.flags(finder));
  }

  /** Fetches the flake and locks it. */
  public LockedFlake lock(LockFlags.Builder flags) {
    return flakes.lock(place.ref(), flags.build());
  }

  /** The flags that the options mean, to be completed. */
  public LockFlags.Builder flags(LockOptions options) {
    return options.flags(finder);
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
    List<String> paths = paths(fragment());
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

  private List<String> paths(String fragment) {
    String system = state.services().settings().currentSystem();
    if (fragment.isEmpty()) {
      return List.of("packages." + system + ".default", "defaultPackage." + system);
    }
    if (fragment.startsWith(".")) {
      return List.of(fragment.substring(1));
    }
    return List.of(
        "packages." + system + "." + fragment,
        "legacyPackages." + system + "." + fragment,
        fragment);
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
