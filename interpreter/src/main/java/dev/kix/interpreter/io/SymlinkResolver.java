package dev.kix.interpreter.io;

import dev.kix.interpreter.diagnostic.ErrorKind;
import dev.kix.interpreter.diagnostic.EvalException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Follows symbolic links by looking at each component of a path. Remembers which paths are real
 * folders, so that a second path below the same folder costs one look. Thread-safe.
 */
final class SymlinkResolver {
  /** Nix's limit. */
  private static final int LINKS_ALLOWED = 1024;

  private static final int REMEMBERED = 16_384;

  private final Set<String> folders = ConcurrentHashMap.newKeySet();

  /** Resolves without remembering anything. */
  static String resolve(FileAccess files, String path, boolean last) {
    return new SymlinkResolver().resolveIn(files, path, last);
  }

  String resolveIn(FileAccess files, String path, boolean last) {
    String parent = CanonicalPath.parent(path);
    if (!parent.equals("/") && folders.contains(parent)) {
      if (!last || files.kind(path) != FileKind.SYMLINK) {
        return path;
      }
    }
    Deque<String> todo = new ArrayDeque<>();
    push(todo, path);
    String resolved = "/";
    int links = LINKS_ALLOWED;
    while (!todo.isEmpty()) {
      String name = todo.pop();
      if (name.equals("..")) {
        resolved = CanonicalPath.parent(resolved);
        continue;
      }
      String next = CanonicalPath.child(resolved, name);
      if ((last || !todo.isEmpty()) && !folders.contains(next)) {
        FileKind kind = files.kind(next);
        if (kind == FileKind.SYMLINK) {
          if (links-- == 0) {
            throw new EvalException(
                ErrorKind.IO, "infinite symlink recursion in path '" + path + "'", null);
          }
          String target = files.readLink(next);
          if (target.startsWith("/")) {
            resolved = "/";
          }
          push(todo, target);
          continue;
        }
        if (kind == FileKind.DIRECTORY && folders.size() < REMEMBERED) {
          folders.add(next);
        }
      }
      resolved = next;
    }
    return resolved;
  }

  /** Puts the components of {@code path} before what is to be done. */
  private static void push(Deque<String> todo, String path) {
    int end = path.length();
    while (end > 0) {
      int slash = path.lastIndexOf('/', end - 1);
      if (end - slash > 1 && !(end - slash == 2 && path.charAt(slash + 1) == '.')) {
        todo.push(path.substring(slash + 1, end));
      }
      end = slash;
    }
  }
}
