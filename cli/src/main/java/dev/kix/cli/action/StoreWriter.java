package dev.kix.cli.action;

import dev.kix.cli.console.Console;
import dev.kix.cli.nix.UserStore;
import dev.kix.cluster.Activation;
import dev.kix.cluster.graph.StoreObject;
import dev.kix.interpreter.io.EvalStore;
import dev.kix.store.backend.LocalStore;
import dev.kix.store.backend.MemoryStore;
import dev.kix.store.hash.HashAlgorithm;
import dev.kix.store.info.PathInfo;
import dev.kix.store.nar.NarHash;
import dev.kix.store.nar.NarWriter;
import dev.kix.store.path.ContentAddressMethod;
import dev.kix.store.path.StoreDir;
import dev.kix.store.path.StorePath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Puts what was computed into the user's store, in {@code KIX_STORE} or the data folder. Everything
 * that belongs together is written in one step: it is all there afterwards, or none of it.
 */
public final class StoreWriter {
  private final Path root;

  public StoreWriter(Console console) {
    this.root = UserStore.root(console);
  }

  /**
   * Writes an activation with its resources.
   *
   * @param link where a link to it is made, or null for none
   */
  void write(Activation activation, @Nullable Path link) {
    try (LocalStore store = LocalStore.open(root)) {
      MemoryStore made = new MemoryStore(store.dir());
      SortedMap<StorePath, StoreObject> objects = new TreeMap<>();
      for (StoreObject object : activation.objects().values()) {
        objects.put(object.path(), object);
      }
      Set<StorePath> done = new LinkedHashSet<>();
      for (StoreObject object : objects.values()) {
        add(made, object, objects, done);
      }
      StorePath path =
          made.addTree(
              activation.root().name(),
              activation.tree(),
              ContentAddressMethod.NIX_ARCHIVE,
              HashAlgorithm.SHA256,
              done);
      expect(activation.root(), path);
      store.copyFrom(made, List.of(path));
      if (link != null) {
        store.linkResult(link, path);
      }
    }
  }

  private static void add(
      MemoryStore made,
      StoreObject object,
      SortedMap<StorePath, StoreObject> all,
      Set<StorePath> done) {
    if (done.contains(object.path())) {
      return;
    }
    for (StorePath reference : object.references()) {
      StoreObject target = all.get(reference);
      if (target != null) {
        add(made, target, all, done);
      }
    }
    expect(object.path(), made.addText(object.path().name(), object.text(), object.references()));
    done.add(object.path());
  }

  private static void expect(StorePath computed, StorePath written) {
    if (!computed.equals(written)) {
      throw new IllegalStateException(
          "the store made " + written.baseName() + " of " + computed.baseName());
    }
  }

  /**
   * Makes a link to what is in the store, which keeps it there for as long as the link is.
   *
   * @param link absolute
   */
  public void link(Path link, StorePath path, StoreDir dir) {
    try (LocalStore store = LocalStore.open(root, dir)) {
      store.linkResult(link, path);
    }
  }

  /** Copies objects of this store, with everything they refer to, to the store in a folder. */
  public void copyTo(Path folder, StoreDir dir, Collection<StorePath> paths) {
    try (LocalStore from = LocalStore.open(root, dir);
        LocalStore to = LocalStore.open(folder, dir)) {
      to.copyFrom(from, paths);
    }
  }

  /** Writes store objects of an evaluation, with everything they refer to. */
  public void write(EvalStore evaluated, Collection<StorePath> paths) {
    try (LocalStore store = LocalStore.open(root, evaluated.dir())) {
      MemoryStore made = new MemoryStore(store.dir());
      Set<StorePath> done = new LinkedHashSet<>();
      for (StorePath path : paths) {
        add(made, evaluated, path, done);
      }
      store.copyFrom(made, new ArrayList<>(done));
    }
  }

  private static void add(
      MemoryStore made, EvalStore evaluated, StorePath path, Set<StorePath> done) {
    EvalStore.StoreObject object = evaluated.object(path);
    if (object == null || done.contains(path)) {
      return;
    }
    for (StorePath reference : object.references()) {
      if (!reference.equals(path)) {
        add(made, evaluated, reference, done);
      }
    }
    try {
      NarHash nar = NarWriter.hash(object.tree(), HashAlgorithm.SHA256);
      made.add(
          PathInfo.of(path, nar.hash(), nar.size(), object.references(), object.address()),
          object.tree());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    done.add(path);
  }
}
