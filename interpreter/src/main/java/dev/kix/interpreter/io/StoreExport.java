package dev.kix.interpreter.io;

import dev.kix.interpreter.value.Bytes;
import dev.kix.store.StoreException;
import dev.kix.store.backend.Store;
import dev.kix.store.file.FileTree;
import dev.kix.store.path.ContentAddress;
import dev.kix.store.path.ContentAddressMethod;
import dev.kix.store.path.StorePath;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/** Adds what an evaluation made to a store that keeps it. */
public final class StoreExport {
  private StoreExport() {}

  /**
   * Adds the objects at {@code roots} and all that they refer to, each after what it refers to.
   * What {@code to} has already is not read again.
   *
   * @throws StoreException when an object cannot be written, when its content has changed since its
   *     path was computed, or when one is neither in {@code to} nor made by the evaluation
   */
  public static void copy(EvalStore from, Collection<StorePath> roots, Store to) {
    Deque<StorePath> open = new ArrayDeque<>(roots);
    Set<StorePath> waiting = new HashSet<>();
    while (!open.isEmpty()) {
      StorePath path = open.peek();
      if (to.contains(path)) {
        open.pop();
        continue;
      }
      EvalStore.StoreObject object = from.object(path);
      if (object == null) {
        throw new StoreException("path '" + to.dir().print(path) + "' is not valid");
      }
      boolean ready = true;
      if (waiting.add(path)) { // the second time, all that it refers to has been added
        for (StorePath reference : object.references()) {
          if (!to.contains(reference)) {
            open.push(reference);
            ready = false;
          }
        }
      }
      if (ready) {
        open.pop();
        add(path, object, to);
      }
    }
  }

  private static void add(StorePath path, EvalStore.StoreObject object, Store to) {
    ContentAddress address = object.address();
    StorePath added;
    if (address.method() == ContentAddressMethod.TEXT) {
      added = to.addText(path.name(), text(path, object.tree()), object.references());
    } else {
      added =
          to.addTree(
              path.name(),
              object.tree(),
              address.method(),
              address.hash().algorithm(),
              object.references());
    }
    if (!added.equals(path)) {
      throw new StoreException(
          "the source of '"
              + to.dir().print(path)
              + "' was changed after it had been evaluated; it is now '"
              + to.dir().print(added)
              + "'. Evaluate again.");
    }
  }

  private static String text(StorePath path, FileTree tree) {
    if (!(tree instanceof FileTree.File file)) {
      throw new IllegalStateException(path + " is addressed as a text but is no file");
    }
    try (InputStream in = file.open()) {
      return Bytes.fromArray(in.readAllBytes());
    } catch (IOException e) {
      throw new StoreException("cannot read '" + path + "'", e);
    }
  }
}
