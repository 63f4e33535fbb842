package dev.kix.store.nar;

import java.io.IOException;
import java.io.InputStream;

/**
 * What a {@link NarReader} tells of an archive, in its order: {@code object = file | symlink |
 * beginDirectory (entry object)* endDirectory}.
 */
public interface NarSink {
  /**
   * A regular file.
   *
   * @param content gives exactly {@code size} bytes, and only during this call; what is left unread
   *     is skipped
   */
  void file(boolean executable, long size, InputStream content) throws IOException;

  /** A symbolic link; the target is not empty and holds no NUL. */
  void symlink(String target) throws IOException;

  /** A folder starts; the next call is {@link #entry} or {@link #endDirectory}. */
  void beginDirectory() throws IOException;

  /**
   * Names the object told next: one component, no slash or NUL, neither {@code .} nor {@code ..}.
   */
  void entry(String name) throws IOException;

  /** The folder that started last is complete. */
  void endDirectory() throws IOException;
}
