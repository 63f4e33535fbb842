package dev.kix.store.backend;

import dev.kix.store.StoreException;
import dev.kix.store.info.PathInfo;
import dev.kix.store.path.StorePath;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Looks for damage in a local store; changes nothing. */
final class StoreVerifier {
  private final LocalStore store;
  private final LocalLayout layout;
  private final List<String> problems = new ArrayList<>();

  StoreVerifier(LocalStore store, LocalLayout layout) {
    this.store = store;
    this.layout = layout;
  }

  List<String> run(boolean contents) {
    for (Path stranger : layout.strangers()) {
      problems.add(
          "'"
              + stranger
              + "' is no record of a store object: its name is not HASH-NAME.narinfo; remove it");
    }
    for (StorePath path : store.paths()) {
      PathInfo info;
      try {
        info = store.info(path);
      } catch (StoreException e) {
        problems.add(
            e.getMessage()
                + "\nRemove this file: without it the object counts as missing, and is made again"
                + " when it is needed.");
        continue;
      }
      try {
        verify(info, contents);
      } catch (StoreException e) {
        problems.add(String.valueOf(e.getMessage()));
      }
    }
    return Collections.unmodifiableList(problems);
  }

  private void verify(PathInfo info, boolean contents) {
    for (StorePath reference : info.references()) {
      if (!store.contains(reference)) {
        problems.add(
            "path '"
                + store.dir().print(info.path())
                + "' refers to '"
                + store.dir().print(reference)
                + "', which is not in the store");
      }
    }
    if (contents) {
      ObjectCheck.check(store.dir(), info, store.hash(info.path(), store.tree(info.path())));
    } else if (!Files.exists(store.file(info.path()), LinkOption.NOFOLLOW_LINKS)) {
      problems.add("store object '" + store.file(info.path()) + "' has vanished from the store");
    }
  }
}
