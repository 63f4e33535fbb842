package dev.kix.cli.nix;

import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.fetch.InputAttrs;
import dev.kix.interpreter.fetch.Registries;
import dev.kix.interpreter.flake.FlakeRef;
import dev.kix.interpreter.flake.FlakeRefParser;
import dev.kix.interpreter.flake.Flakes;
import dev.kix.interpreter.flake.InputPath;
import dev.kix.interpreter.flake.LockFile;
import dev.kix.interpreter.flake.LockFlags;
import dev.kix.interpreter.flake.LockNode;
import dev.kix.interpreter.flake.LockedNode;
import dev.kix.interpreter.value.Bytes;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * How the command line wants flakes to be locked; texts are ordinary text.
 *
 * @param overrides pairs of an input and the reference that is taken instead
 * @param updates inputs whose locks count for nothing
 * @param reference the lock file that is read in place of {@code flake.lock}, or null
 * @param output the lock file that is written in place of it, or null
 * @param flakeOverrides pairs of a reference and what it means instead, before all registries
 * @param inputsFrom flakes whose inputs are known by their names, before all registries
 */
public record LockOptions(
    boolean recreate,
    boolean noUpdate,
    boolean noWrite,
    boolean noRegistries,
    boolean commit,
    List<String> overrides,
    List<String> updates,
    @Nullable Path reference,
    @Nullable Path output,
    List<String> flakeOverrides,
    List<String> inputsFrom) {

  /** Nothing is said. */
  public static final LockOptions NONE =
      new LockOptions(
          false, false, false, false, false, List.of(), List.of(), null, null, List.of(),
          List.of());

  public LockOptions {
    overrides = List.copyOf(overrides);
    updates = List.copyOf(updates);
    flakeOverrides = List.copyOf(flakeOverrides);
    inputsFrom = List.copyOf(inputsFrom);
  }

  /** Tells the registries of an evaluation what names mean. Runs on the evaluation thread. */
  void teach(EvalState state, FlakeFinder finder, Flakes flakes) {
    Registries registries = state.services().inputs().registries();
    for (int i = 0; i + 1 < flakeOverrides.size(); i += 2) {
      FlakeRef from = parse(finder, flakeOverrides.get(i));
      FlakeRef to = parse(finder, flakeOverrides.get(i + 1));
      registries.override(from.input(), to.input(), dir(to));
    }
    for (String flake : inputsFrom) {
      LockFile locks =
          flakes.lock(parse(finder, flake), LockFlags.builder().write(false).build()).lockFile();
      for (String name : locks.root().inputs().keySet()) {
        LockNode node = locks.find(InputPath.ROOT.child(name));
        if (node instanceof LockedNode locked) {
          registries.override(
              FlakeRefParser.parse("flake:" + name).input(),
              locked.locked().input(),
              dir(locked.locked()));
        }
      }
    }
  }

  private static FlakeRef parse(FlakeFinder finder, String text) {
    return new FlakeRefParser(finder, true, false).parseWhole(Bytes.encode(text));
  }

  private static InputAttrs dir(FlakeRef ref) {
    return ref.dir().isEmpty() ? InputAttrs.EMPTY : InputAttrs.EMPTY.with("dir", ref.dir());
  }

  /** The flags that these options mean; a command adds its own. */
  public LockFlags.Builder flags(FlakeFinder finder) {
    SortedMap<InputPath, FlakeRef> taken = new TreeMap<>();
    for (int i = 0; i + 1 < overrides.size(); i += 2) {
      taken.put(
          InputPath.parse(Bytes.encode(overrides.get(i))), parse(finder, overrides.get(i + 1)));
    }
    TreeSet<InputPath> fresh = new TreeSet<>();
    for (String update : updates) {
      fresh.add(InputPath.parse(Bytes.encode(update)));
    }
    return LockFlags.builder()
        .recreate(recreate)
        .update(!noUpdate)
        // As in Nix: an input that is another one for now is no reason to write it down.
        .write(!noWrite && overrides.isEmpty())
        .useRegistries(!noRegistries)
        .commit(commit)
        .overrides(taken)
        .updates(fresh)
        .reference(reference)
        .output(output);
  }
}
