package dev.kix.store.backend;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Says in words what an {@link IOException} means; Java often gives the file's name alone. */
final class Failures {
  private Failures() {}

  /** Names the file, if the exception does, and the reason. */
  static String text(IOException e) {
    if (!(e instanceof FileSystemException system)) {
      String message = e.getMessage();
      return message == null ? e.getClass().getSimpleName() : message;
    }
    String reason = system.getReason();
    if (e instanceof NoSuchFileException) {
      reason = "No such file or directory";
    } else if (e instanceof AccessDeniedException) {
      reason = "Permission denied";
    } else if (e instanceof FileAlreadyExistsException) {
      reason = "File exists";
    } else if (e instanceof DirectoryNotEmptyException) {
      reason = "Directory not empty";
    } else if (e instanceof NotDirectoryException) {
      reason = "Not a directory";
    }
    return system.getFile() + ": " + (reason == null ? "failed" : reason);
  }
}
