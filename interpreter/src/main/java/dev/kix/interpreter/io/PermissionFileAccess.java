package dev.kix.interpreter.io;

import dev.kix.interpreter.diagnostic.ErrorKind;
import dev.kix.interpreter.diagnostic.EvalException;
import java.io.InputStream;
import java.util.Collection;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentSkipListSet;
import org.jspecify.annotations.Nullable;

/**
 * Files behind an allow-list of folders: {@code pure-eval} and {@code restrict-eval}. Reading
 * anything else is refused; to ask whether something else exists is answered with no, and the
 * folders above an allowed one may be looked at but not listed beyond what leads there, as in Nix.
 * Thread-safe.
 *
 * <p>Only a path that is allowed itself is opened, and a link is followed only where its target is
 * allowed too: ask by {@link #resolve}d paths, or let {@link #read} and {@link #list} resolve.
 */
public final class PermissionFileAccess implements FileAccess {
  /** Why files are refused; decides the words. */
  public enum Mode {
    PURE("in pure evaluation mode (use '--impure' to override)"),
    RESTRICTED("in restricted mode"),
    /** What an embedder allows. */
    PERMISSIONS("by the permissions of this evaluation");

    private final String words;

    Mode(String words) {
      this.words = words;
    }
  }

  private final FileAccess files;
  private final Mode mode;
  private final ConcurrentSkipListSet<String> allowed = new ConcurrentSkipListSet<>();
  private final SymlinkResolver resolver = new SymlinkResolver();

  /**
   * @param allowed files and folders, absolute and canonical, that may be read with all that is in
   *     them
   */
  public PermissionFileAccess(FileAccess files, Mode mode, Collection<String> allowed) {
    this.files = files;
    this.mode = mode;
    this.allowed.addAll(allowed);
  }

  /** Allows one more file or folder, such as a store object that the evaluation has made. */
  public void allow(String path) {
    allowed.add(path);
  }

  private boolean isAllowed(String path) {
    for (String at = path; ; at = CanonicalPath.parent(at)) {
      if (allowed.contains(at)) {
        return true;
      }
      if (at.equals("/")) {
        return leadsToAllowed(path);
      }
    }
  }

  private boolean leadsToAllowed(String path) {
    String prefix = path.equals("/") ? path : path + "/";
    String next = allowed.ceiling(prefix);
    if (EvalFiles.CORE_PACKAGES.equals(next)) { // no file of this machine, so nothing leads there
      next = allowed.higher(next);
    }
    return next != null && next.startsWith(prefix);
  }

  @Override
  public void checkAccess(String path) {
    if (!isAllowed(path)) {
      throw new EvalException(
          ErrorKind.RESTRICTED,
          "access to absolute path '" + path + "' is forbidden " + mode.words,
          null);
    }
  }

  private String checked(String path) {
    checkAccess(path);
    String target = resolve(path, true);
    checkAccess(target);
    return target;
  }

  @Override
  public @Nullable FileKind kind(String path) {
    return isAllowed(path) ? files.kind(path) : null;
  }

  @Override
  public byte[] read(String path) {
    return files.read(checked(path));
  }

  @Override
  public InputStream open(String path) {
    return files.open(checked(path));
  }

  @Override
  public long size(String path) {
    return files.size(checked(path));
  }

  @Override
  public boolean isExecutable(String path) {
    return files.isExecutable(checked(path));
  }

  @Override
  public SortedMap<String, FileKind> list(String path) {
    String folder = checked(path);
    SortedMap<String, FileKind> entries = files.list(folder);
    entries.keySet().removeIf(name -> !isAllowed(CanonicalPath.child(folder, name)));
    return entries;
  }

  @Override
  public long lastModified(String path) {
    checkAccess(path);
    return files.lastModified(path);
  }

  @Override
  public EvalException missing(String path) {
    return files.missing(path);
  }

  @Override
  public String readLink(String path) {
    checkAccess(path);
    return files.readLink(path);
  }

  @Override
  public String resolve(String path, boolean last) {
    return resolver.resolveIn(this, path, last);
  }
}
