package dev.kix.cli.action.store;

import dev.kix.cli.console.CliException;
import dev.kix.cli.console.Console;
import dev.kix.cli.console.ErrorReporter;
import dev.kix.cli.nix.NixSettings;
import dev.kix.cli.nix.UserStore;
import dev.kix.store.StoreException;
import dev.kix.store.backend.LocalStore;
import dev.kix.store.backend.MemoryStore;
import dev.kix.store.backend.Store;
import dev.kix.store.file.DiskTree;
import dev.kix.store.file.FileNames;
import dev.kix.store.file.FileTree;
import dev.kix.store.hash.HashAlgorithm;
import dev.kix.store.path.ContentAddressMethod;
import dev.kix.store.path.StorePath;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Adds files and folders to the user's store: {@code nix store add}. */
public final class StoreAdd {
  /**
   * What to do.
   *
   * @param paths of this machine; ordinary text
   * @param name of the objects, or null for the names of the files
   * @param mode how files become bytes: {@code nar}, {@code flat}, {@code text}, {@code git}
   * @param algorithm its name
   * @param dryRun whether only the paths are computed
   */
  public record Request(
      NixSettings settings,
      List<String> paths,
      @Nullable String name,
      String mode,
      String algorithm,
      boolean dryRun) {
    public Request {
      paths = List.copyOf(paths);
    }
  }

  private final Console console;

  public StoreAdd(Console console) {
    this.console = console;
  }

  /**
   * Prints one store path a line. Returns the exit code.
   *
   * @throws StoreException when a path cannot be a store object
   */
  public int run(Request request) {
    if (request.dryRun()) {
      add(request, new MemoryStore(request.settings().storeDir()));
    } else {
      try (LocalStore store =
          LocalStore.open(UserStore.root(console), request.settings().storeDir())) {
        add(request, store);
      }
    }
    return 0;
  }

  private void add(Request request, Store store) {
    ContentAddressMethod method = HashNames.method(request.mode(), true, request.settings());
    HashAlgorithm algorithm =
        HashNames.algorithm(request.algorithm(), request.settings(), HashAlgorithm.SHA256);
    for (String path : request.paths()) {
      Path file = console.resolve(path);
      String name = request.name();
      StorePath stored =
          store.addTree(
              name == null ? FileNames.name(file) : name,
              tree(file, method),
              method,
              algorithm,
              List.of());
      console.outBytes(store.dir().print(stored) + "\n");
    }
  }

  private static FileTree tree(Path file, ContentAddressMethod method) {
    FileTree tree;
    try {
      tree = DiskTree.of(file);
    } catch (NoSuchFileException e) {
      throw new CliException("path '" + file + "' does not exist");
    } catch (IOException e) {
      throw new CliException(ErrorReporter.describe(e));
    }
    boolean whole =
        method == ContentAddressMethod.NIX_ARCHIVE || method == ContentAddressMethod.GIT;
    if (!whole && !(tree instanceof FileTree.File)) {
      throw new CliException(
          "path '" + file + "' is not a regular file",
          "Only a file has a flat hash; '--mode nar' adds folders and links.");
    }
    return tree;
  }
}
