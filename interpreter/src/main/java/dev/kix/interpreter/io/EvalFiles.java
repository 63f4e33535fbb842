package dev.kix.interpreter.io;

import dev.kix.interpreter.value.NixPath;
import dev.kix.store.backend.Store;
import dev.kix.store.path.StoreDir;
import java.util.Collection;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The files and the store of one evaluator, put together: a base, trees mounted over it, the
 * objects that evaluation makes visible in the store folder, and permissions around it all.
 *
 * @param files what builtins read through
 * @param store where sources and derivations go
 * @param unrestricted the same files without permissions, for what fetches sources
 */
public record EvalFiles(FileAccess files, VirtualStore store, FileAccess unrestricted) {
  /** Where the files of {@code <nix/…>} are. */
  public static final String CORE_PACKAGES = NixPath.CORE_FOLDER;

  /**
   * @param base usually {@link DiskFileAccess}
   * @param mounts further trees by mount point; readable whatever the permissions
   * @param persistent a store whose objects evaluation sees and may use; or null
   * @param mode why files are refused, or null to refuse none
   * @param allowed what may be read in spite of {@code mode}: absolute, canonical paths
   */
  public static EvalFiles of(
      FileAccess base,
      SortedMap<String, ? extends FileAccess> mounts,
      StoreDir dir,
      @Nullable Store persistent,
      PermissionFileAccess.@Nullable Mode mode,
      Collection<String> allowed) {
    SortedMap<String, FileAccess> all = new TreeMap<>(mounts);
    all.put(CORE_PACKAGES, new TreeFileAccess(CORE_PACKAGES, CorePackages.tree()));
    Permit permit = new Permit();
    VirtualStore store = new VirtualStore(dir, base, persistent, permit::allow);
    all.put(dir.path(), store.files());
    FileAccess files = new MountedFileAccess(base, all);
    if (mode == null) {
      return new EvalFiles(files, store, files);
    }
    PermissionFileAccess permitted = new PermissionFileAccess(files, mode, allowed);
    for (String point : mounts.keySet()) {
      permitted.allow(point);
    }
    permitted.allow(CORE_PACKAGES);
    permit.files = permitted;
    return new EvalFiles(permitted, store, files);
  }

  /** {@code path} as messages show it: files that come with the evaluator by their own name. */
  public static String display(String path) {
    return NixPath.display(path);
  }

  /** Ties the knot: the store is made before the permissions that its objects are added to. */
  private static final class Permit {
    @Nullable PermissionFileAccess files;

    void allow(String path) {
      if (files != null) {
        files.allow(path);
      }
    }
  }
}
