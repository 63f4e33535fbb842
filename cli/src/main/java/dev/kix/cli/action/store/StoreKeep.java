package dev.kix.cli.action.store;

import dev.kix.cli.console.CliException;
import dev.kix.cli.console.Console;
import dev.kix.cli.console.ErrorReporter;
import dev.kix.cli.nix.NixSettings;
import dev.kix.cli.nix.UserStore;
import dev.kix.interpreter.value.Bytes;
import dev.kix.store.backend.LocalStore;
import dev.kix.store.path.StoreDir;
import dev.kix.store.path.StorePath;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** Looks after the user's store: {@code nix store verify}, {@code delete}, {@code gc}. */
public final class StoreKeep {
  private static final double MEBIBYTE = 1024.0 * 1024.0;

  private final Console console;
  private final StoreDir dir;

  public StoreKeep(Console console, NixSettings settings) {
    this.console = console;
    this.dir = settings.storeDir();
  }

  private LocalStore open() {
    return LocalStore.open(UserStore.root(console), dir);
  }

  /**
   * Looks for damage and prints each as an error.
   *
   * @param contents whether files are hashed again
   * @return the exit code: 1 when something is wrong
   */
  public int verify(boolean contents) {
    try (LocalStore store = open()) {
      List<String> problems = store.verify(contents);
      ErrorReporter errors = new ErrorReporter(console);
      problems.forEach(errors::error);
      return problems.isEmpty() ? 0 : 1;
    }
  }

  /** Deletes objects. Returns the exit code. */
  public int delete(List<String> texts) {
    List<StorePath> paths = new ArrayList<>();
    for (String text : texts) {
      String full = Bytes.encode(text);
      if (!dir.contains(full)) {
        throw new CliException("path '" + text + "' is not in the Nix store");
      }
      paths.add(dir.containing(full));
    }
    try (LocalStore store = open()) {
      long bytes = size(store, paths.stream().filter(store::contains).toList());
      store.delete(paths);
      freed(paths.size(), bytes, false);
    }
    return 0;
  }

  /**
   * Deletes everything that no root leads to.
   *
   * @param dryRun whether it is only listed
   * @return the exit code
   */
  public int collect(boolean dryRun) {
    try (LocalStore store = open()) {
      SortedSet<StorePath> dead = new TreeSet<>(store.paths());
      Set<StorePath> roots = new TreeSet<>(store.roots());
      roots.retainAll(dead);
      dead.removeAll(store.closure(roots));
      long bytes = size(store, dead);
      if (dryRun) {
        dead.forEach(path -> console.outBytes(dir.print(path) + "\n"));
      } else {
        store.collectGarbage();
      }
      freed(dead.size(), bytes, dryRun);
    }
    return 0;
  }

  /** What objects take, counted by their archives. */
  private static long size(LocalStore store, Collection<StorePath> paths) {
    return paths.stream().mapToLong(path -> store.info(path).narSize()).sum();
  }

  private void freed(int count, long bytes, boolean dryRun) {
    console.err(
        String.format(
            Locale.ROOT,
            "%d store paths %s, %.1f MiB %s\n",
            count,
            dryRun ? "would be deleted" : "deleted",
            bytes / MEBIBYTE,
            dryRun ? "would be freed" : "freed"));
  }
}
