package dev.kix.store.file;

import java.io.IOException;
import java.io.InputStream;

/**
 * The content of a file with another permission to execute.
 *
 * @param file whose content it is
 */
public record WithPermission(FileTree.File file, boolean executable) implements FileTree.File {
  @Override
  public long size() throws IOException {
    return file.size();
  }

  @Override
  public InputStream open() throws IOException {
    return file.open();
  }
}
