package dev.kix.interpreter.io;

import dev.kix.interpreter.diagnostic.EvalException;
import java.io.InputStream;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Files with others mounted over them. What lies at or below a mount point is asked of that mount
 * alone, by its full path; the innermost mount counts. Links may lead from anywhere to anywhere.
 * Immutable; thread-safe if its parts are.
 */
public final class MountedFileAccess implements FileAccess {
  private final FileAccess base;
  private final SortedMap<String, FileAccess> mounts;
  private final SymlinkResolver resolver = new SymlinkResolver();

  /**
   * @param mounts by mount point, absolute and canonical; such as a {@link TreeFileAccess} with the
   *     same root
   */
  public MountedFileAccess(FileAccess base, SortedMap<String, FileAccess> mounts) {
    this.base = base;
    this.mounts = new TreeMap<>(mounts);
  }

  private FileAccess at(String path) {
    FileAccess found = base;
    for (SortedMap.Entry<String, FileAccess> mount : mounts.entrySet()) {
      // Sorted, so that an inner mount point comes after the one it lies in.
      if (CanonicalPath.isWithin(path, mount.getKey())) {
        found = mount.getValue();
      }
    }
    return found;
  }

  private boolean isAboveMount(String path) {
    for (String point : mounts.keySet()) {
      if (CanonicalPath.isWithin(point, path)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public @Nullable FileKind kind(String path) {
    FileKind kind = at(path).kind(path);
    return kind == null && isAboveMount(path) ? FileKind.DIRECTORY : kind;
  }

  @Override
  public byte[] read(String path) {
    String file = resolve(path, true);
    return at(file).read(file);
  }

  @Override
  public InputStream open(String path) {
    String file = resolve(path, true);
    return at(file).open(file);
  }

  @Override
  public long size(String path) {
    String file = resolve(path, true);
    return at(file).size(file);
  }

  @Override
  public boolean isExecutable(String path) {
    String file = resolve(path, true);
    return at(file).isExecutable(file);
  }

  @Override
  public SortedMap<String, FileKind> list(String path) {
    String folder = resolve(path, true);
    FileAccess files = at(folder);
    if (!isAboveMount(folder)) {
      return files.list(folder);
    }
    SortedMap<String, FileKind> entries =
        files.kind(folder) == null ? new TreeMap<>() : files.list(folder);
    int skip = folder.equals("/") ? 1 : folder.length() + 1;
    for (String point : mounts.keySet()) {
      boolean shown = !point.equals(EvalFiles.CORE_PACKAGES); // it has no place among the files
      if (shown && CanonicalPath.isWithin(point, folder) && point.length() > skip) {
        int slash = point.indexOf('/', skip);
        String name = point.substring(skip, slash < 0 ? point.length() : slash);
        FileKind kind = kind(CanonicalPath.child(folder, name));
        entries.put(name, kind == null ? FileKind.DIRECTORY : kind);
      }
    }
    return entries;
  }

  @Override
  public long lastModified(String path) {
    return at(path).lastModified(path);
  }

  @Override
  public EvalException missing(String path) {
    return at(path).missing(path);
  }

  @Override
  public String readLink(String path) {
    return at(path).readLink(path);
  }

  @Override
  public String resolve(String path, boolean last) {
    return resolver.resolveIn(this, path, last);
  }

  @Override
  public void checkAccess(String path) {
    at(path).checkAccess(path);
  }
}
