package dev.kix.cli.action.store;

import dev.kix.cli.console.CliException;
import dev.kix.cli.console.Console;
import dev.kix.cli.console.ErrorReporter;
import dev.kix.cli.nix.NixSettings;
import dev.kix.cli.nix.UserStore;
import dev.kix.interpreter.value.Bytes;
import dev.kix.store.backend.LocalStore;
import dev.kix.store.backend.Topology;
import dev.kix.store.hash.Hash;
import dev.kix.store.hash.HashAlgorithm;
import dev.kix.store.info.PathInfo;
import dev.kix.store.nar.NarWriter;
import dev.kix.store.path.StoreDir;
import dev.kix.store.path.StorePath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** Looks after the user's store: {@code nix store verify}, {@code delete}, {@code gc}. */
public final class StoreKeep {
  private static final String UNITS = "KMGTPE";
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

  /** As {@link #verify}, with the last line of {@code nix-store --verify}. */
  public int verifyOld(boolean contents) {
    int code = verify(contents);
    if (code != 0) {
      console.err("warning: not all store errors were fixed\n");
    }
    return code;
  }

  /**
   * Hashes objects again and names those that have changed, in the words of {@code nix-store
   * --verify-path}.
   *
   * @return the exit code: 1 when one has
   */
  public int verifyPaths(List<String> texts) {
    int code = 0;
    try (LocalStore store = open()) {
      for (StorePath path : new StoreNames(console, dir).objects(texts)) {
        PathInfo info = store.info(path);
        Hash actual = NarWriter.hash(store.tree(path), HashAlgorithm.SHA256).hash();
        if (!actual.equals(info.narHash())) {
          new ErrorReporter(console)
              .error(
                  "path '"
                      + dir.print(path)
                      + "' was modified! expected hash '"
                      + info.narHash()
                      + "', got '"
                      + actual
                      + "'");
          code = 1;
        }
      }
    } catch (IOException e) {
      throw new CliException(ErrorReporter.describe(e));
    }
    return code;
  }

  /** Deletes objects. Returns the exit code. */
  public int delete(List<String> texts) {
    List<StorePath> paths = new StoreNames(console, dir).objects(texts);
    try (LocalStore store = open()) {
      long bytes = size(store, paths.stream().filter(store::contains).toList());
      store.delete(paths);
      freed(paths.size(), bytes, false);
    }
    return 0;
  }

  /**
   * Deletes objects, and says so in the words of {@code nix-store --delete}. Returns the exit code.
   *
   * @param ignoreRoots whether it does not matter that a root leads to them
   */
  public int deleteOld(List<String> texts, boolean ignoreRoots) {
    Set<StorePath> paths = new TreeSet<>(new StoreNames(console, dir).objects(texts));
    try (LocalStore store = open()) {
      // As in Nix, what is not there is as good as deleted.
      List<StorePath> present = paths.stream().filter(store::contains).toList();
      long bytes = size(store, present);
      store.delete(present, ignoreRoots);
      deleted(paths.size(), bytes);
    }
    return 0;
  }

  /** What {@code nix-store --gc} prints in place of deleting. */
  public enum Listing {
    ROOTS,
    LIVE,
    DEAD
  }

  /** Prints roots, or what they lead to, or what they do not. Returns the exit code. */
  public int list(Listing what) {
    try (LocalStore store = open()) {
      if (what == Listing.ROOTS) {
        store
            .rootLinks()
            .forEach((link, path) ->
                console.outBytes(Bytes.encode(link.toString()) + " -> " + dir.print(path) + "\n"));
        return 0;
      }
      SortedSet<StorePath> dead = dead(store);
      SortedSet<StorePath> paths = new TreeSet<>(store.paths());
      if (what == Listing.LIVE) {
        paths.removeAll(dead);
      } else {
        paths = dead;
      }
      paths.forEach(path -> console.outBytes(dir.print(path) + "\n"));
    }
    return 0;
  }

  /**
   * Deletes what no root leads to, and says so in the words of {@code nix-store --gc}.
   *
   * @param max the fewest bytes to free before it ends, counted by archives; all when there are not
   *     as many
   * @return the exit code
   */
  public int collectOld(long max) {
    try (LocalStore store = open()) {
      List<StorePath> doomed = new ArrayList<>();
      long bytes = 0;
      // What refers to others goes first, so that nothing ever refers to what is gone.
      List<StorePath> order = new ArrayList<>(Topology.referencesFirst(store, dead(store)));
      Collections.reverse(order);
      for (StorePath path : order) {
        if (bytes > max) {
          break;
        }
        bytes += store.info(path).narSize();
        doomed.add(path);
      }
      if (doomed.size() == order.size()) {
        store.collectGarbage();
      } else {
        store.delete(doomed);
      }
      deleted(doomed.size(), bytes);
    }
    return 0;
  }

  private static SortedSet<StorePath> dead(LocalStore store) {
    SortedSet<StorePath> dead = new TreeSet<>(store.paths());
    Set<StorePath> roots = new TreeSet<>(store.roots());
    roots.retainAll(dead);
    dead.removeAll(store.closure(roots));
    return dead;
  }

  private void deleted(int count, long bytes) {
    console.out(count + " store paths deleted, " + rendered(bytes) + " freed\n");
  }

  /** As Nix has sizes: a power of 1024, one digit behind the point. */
  private static String rendered(long bytes) {
    double size = bytes / 1024.0;
    int unit = 0;
    while (size >= 1024 && unit < UNITS.length() - 1) {
      size /= 1024;
      unit++;
    }
    return String.format(Locale.ROOT, "%.1f %ciB", size, UNITS.charAt(unit));
  }

  /**
   * Deletes everything that no root leads to.
   *
   * @param dryRun whether it is only listed
   * @return the exit code
   */
  public int collect(boolean dryRun) {
    try (LocalStore store = open()) {
      SortedSet<StorePath> dead = dead(store);
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
