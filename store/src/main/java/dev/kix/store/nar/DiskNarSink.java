package dev.kix.store.nar;

import dev.kix.store.StoreException;
import dev.kix.store.file.FileNames;
import dev.kix.store.file.TreeWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/**
 * Unpacks an archive on disk. The target must not exist; what is made is new, so no link that was
 * there before is ever followed. For one archive and one thread.
 */
public final class DiskNarSink implements NarSink {
  private final TreeWriter writer;
  private Path at;

  /**
   * @param target where the archive's root goes; its folder exists, it does not
   * @param writer how files are written
   */
  public DiskNarSink(Path target, TreeWriter writer) {
    this.at = target;
    this.writer = writer;
  }

  @Override
  public void file(boolean executable, long size, InputStream content) throws IOException {
    writer.file(at, executable, content);
    leave();
  }

  @Override
  public void symlink(String target) throws IOException {
    writer.symlink(at, target);
    leave();
  }

  @Override
  public void beginDirectory() throws IOException {
    writer.beginDirectory(at);
  }

  @Override
  public void entry(String name) {
    at = FileNames.resolve(at, name);
  }

  @Override
  public void endDirectory() throws IOException {
    writer.endDirectory(at);
    leave();
  }

  private void leave() {
    Path parent = at.getParent();
    if (parent == null) {
      throw new StoreException("cannot unpack an archive over '" + at + "'");
    }
    at = parent;
  }
}
