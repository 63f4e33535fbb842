package dev.kix.store.backend;

import dev.kix.store.StoreException;
import dev.kix.store.info.PathInfo;
import dev.kix.store.nar.NarHash;
import dev.kix.store.path.StoreDir;

/** Checks that an object is what its information says. */
final class ObjectCheck {
  private ObjectCheck() {}

  static void check(StoreDir dir, PathInfo info, NarHash actual) {
    if (!info.narHash().equals(actual.hash())) {
      throw new StoreException(
          "hash mismatch in path '"
              + dir.print(info.path())
              + "';\n  specified: "
              + info.narHash()
              + "\n  got:       "
              + actual.hash());
    }
    if (info.narSize() != actual.size()) {
      throw new StoreException(
          "size mismatch in path '"
              + dir.print(info.path())
              + "';\n  specified: "
              + info.narSize()
              + "\n  got:       "
              + actual.size());
    }
  }
}
