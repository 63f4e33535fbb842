package dev.kix.cli.nix;

import dev.kix.interpreter.flake.FlakeRef;
import dev.kix.interpreter.flake.FlakeRefParser;
import dev.kix.interpreter.flake.InputPath;
import dev.kix.interpreter.flake.LockFlags;
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
    @Nullable Path output) {

  /** Nothing is said. */
  public static final LockOptions NONE =
      new LockOptions(false, false, false, false, false, List.of(), List.of(), null, null);

  public LockOptions {
    overrides = List.copyOf(overrides);
    updates = List.copyOf(updates);
  }

  /** The flags that these options mean; a command adds its own. */
  public LockFlags.Builder flags(FlakeFinder finder) {
    SortedMap<InputPath, FlakeRef> taken = new TreeMap<>();
    for (int i = 0; i + 1 < overrides.size(); i += 2) {
      taken.put(
          InputPath.parse(Bytes.encode(overrides.get(i))),
          new FlakeRefParser(finder, true, false).parseWhole(Bytes.encode(overrides.get(i + 1))));
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
