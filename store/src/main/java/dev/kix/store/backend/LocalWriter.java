package dev.kix.store.backend;

import dev.kix.store.StoreException;
import dev.kix.store.file.DiskTree;
import dev.kix.store.file.TreeWriter;
import dev.kix.store.hash.HashAlgorithm;
import dev.kix.store.info.PathInfo;
import dev.kix.store.info.PathInfoFile;
import dev.kix.store.nar.NarWriter;
import dev.kix.store.path.StorePath;
import java.io.IOException;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Puts objects into a local store, many at once so that the disk is waited for as seldom as can be.
 * The order makes every crash harmless: files under temporary names, forced to disk; renamed; the
 * folder forced; then, in the same way, the information files that make the objects valid.
 */
final class LocalWriter {
  private final LocalLayout layout;
  private final StoreLock lock;

  LocalWriter(LocalLayout layout, StoreLock lock) {
    this.layout = layout;
    this.lock = lock;
  }

  /**
   * Adds objects, those excepted that are there already.
   *
   * @param objects what is referred to before what refers to it, but for cycles
   */
  void add(List<NewObject> objects) {
    boolean[] stripes = new boolean[StoreLock.STRIPES];
    Set<StorePath> batch = new HashSet<>();
    for (NewObject object : objects) {
      stripes[stripe(object.info().path())] = true;
      batch.add(object.info().path());
    }
    FileLock[] held = lock.lock(stripes);
    try {
      List<NewObject> missing = new ArrayList<>();
      for (NewObject object : objects) {
        if (!layout.contains(object.info().path())) {
          checkReferences(object.info(), batch);
          missing.add(object);
        }
      }
      if (!missing.isEmpty()) {
        write(missing);
      }
    } catch (IOException e) {
      throw new StoreException(
          "cannot write to the store '" + layout.root + "': " + Failures.text(e), e);
    } finally {
      lock.unlock(held);
    }
  }

  /** Any function of the path will do. */
  private static int stripe(StorePath path) {
    return path.baseName().charAt(0) & (StoreLock.STRIPES - 1);
  }

  private void checkReferences(PathInfo info, Set<StorePath> batch) {
    for (StorePath reference : info.references()) {
      if (!batch.contains(reference) && !layout.contains(reference)) {
        throw new StoreException(
            "cannot add '"
                + layout.dir.print(info.path())
                + "' to the store '"
                + layout.root
                + "': it refers to '"
                + layout.dir.print(reference)
                + "', which is not there");
      }
    }
  }

  private void write(List<NewObject> objects) throws IOException {
    List<Path> temporary = new ArrayList<>();
    try {
      for (NewObject object : objects) {
        Path files = AtomicFiles.temporary(layout.objects);
        temporary.add(files);
        TreeWriter.UNSYNCED_STORE.write(object.tree(), files);
        // What counts is what has been written: the source may have changed since it was hashed.
        ObjectCheck.check(
            layout.dir, object.info(), NarWriter.hash(DiskTree.of(files), HashAlgorithm.SHA256));
      }
      DiskSync sync = new DiskSync();
      for (Path files : temporary) {
        sync.add(files);
      }
      sync.run();
      for (int i = 0; i < objects.size(); i++) {
        Path target = layout.object(objects.get(i).info().path());
        if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
          // Without information file: left over from a writer that was interrupted.
          TreeWriter.delete(target);
        }
        AtomicFiles.rename(temporary.get(i), target);
      }
      TreeWriter.sync(layout.objects);
      writeInfos(objects, temporary);
    } finally {
      for (Path path : temporary) {
        TreeWriter.delete(path);
      }
    }
  }

  private void writeInfos(List<NewObject> objects, List<Path> temporary) throws IOException {
    int first = temporary.size();
    DiskSync sync = new DiskSync();
    for (NewObject object : objects) {
      Path file = AtomicFiles.temporary(layout.infos);
      temporary.add(file);
      String text = PathInfoFile.print(layout.dir, object.info());
      AtomicFiles.writeNew(file, text.getBytes(StandardCharsets.ISO_8859_1));
      sync.add(file);
    }
    sync.run();
    for (int i = 0; i < objects.size(); i++) {
      AtomicFiles.rename(temporary.get(first + i), layout.info(objects.get(i).info().path()));
    }
    TreeWriter.sync(layout.infos);
  }
}
