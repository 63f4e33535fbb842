package dev.kix.modulesystem;

import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.value.NixPath;
import dev.kix.interpreter.value.Value;

/**
 * Which values name things in the store, as {@code lib.isStorePath} and {@code lib.path} decide.
 */
final class StorePaths {
  private static final int HASH_LENGTH = 32;
  private static final int CONTENT_HASH_LENGTH = 52;

  private StorePaths() {}

  /** {@code lib.isStorePath}: the path of a store object itself. */
  static boolean isTopLevel(EvalState state, Value v) {
    if (!Nix.isStringLike(v)) {
      return false;
    }
    String path = Nix.text(state, v);
    String storeDir = state.services().settings().storeDir();
    if (!path.startsWith("/")) {
      return false;
    }
    int slash = path.lastIndexOf('/');
    return (slash == 0 ? "/" : path.substring(0, slash)).equals(storeDir)
        || isContentHash(path.substring(1));
  }

  private static boolean isContentHash(String name) {
    return name.length() == CONTENT_HASH_LENGTH && isHash(name);
  }

  private static boolean isHash(String s) {
    for (int i = 0; i < s.length(); i++) {
      char c = s.charAt(i);
      if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z'))) {
        return false;
      }
    }
    return true;
  }

  /**
   * {@code lib.path.hasStorePathPrefix}: a path in or below a store object, wherever the store
   * lies.
   */
  static boolean isBelow(EvalState state, Value v) {
    String path = v instanceof NixPath p ? p.path() : Nix.text(state, v);
    String storeDir = state.services().settings().storeDir();
    if (!path.startsWith(storeDir + "/")) {
      String below = path.startsWith("/") ? path.substring(1) : path;
      return isContentHash(below.split("/", 2)[0]);
    }
    String name = path.substring(storeDir.length() + 1).split("/", 2)[0];
    return name.length() > HASH_LENGTH + 1 && name.charAt(HASH_LENGTH) == '-';
  }

  /** Whether {@code v}, as a string, starts with a slash. */
  static boolean isAbsolute(EvalState state, Value v) {
    return Nix.text(state, v).startsWith("/");
  }
}
