package dev.kix.interpreter.io;

import dev.kix.interpreter.diagnostic.ErrorKind;
import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.value.Bytes;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.NotLinkException;

/** The words of Nix for what goes wrong with files. */
public final class IoErrors {
  private IoErrors() {}

  public static EvalException error(String message) {
    return new EvalException(ErrorKind.IO, message, null);
  }

  static EvalException doesNotExist(String path) {
    return error("path '" + EvalFiles.display(path) + "' does not exist");
  }

  static EvalException notRegular(String path) {
    return error("file '" + path + "' is not a regular file");
  }

  static EvalException notDirectory(String path) {
    return error("'" + path + "' is not a directory");
  }

  static EvalException notSymlink(String path) {
    return error("path '" + path + "' is not a symlink");
  }

  /** {@code doing 'path': reason}, as Nix words failures of system calls. */
  static EvalException system(String doing, String path, IOException e) {
    return error(doing + " '" + path + "': " + reason(e));
  }

  /** The reason, after the name of the file if the exception knows one; one char per byte. */
  public static String describe(IOException e) {
    String file = e instanceof FileSystemException f ? f.getFile() : null;
    return file == null ? reason(e) : "'" + Bytes.encode(file) + "': " + reason(e);
  }

  /** What C's {@code strerror} says, one char per byte. */
  public static String reason(IOException e) {
    if (e instanceof AccessDeniedException) {
      return "Permission denied";
    }
    if (e instanceof NoSuchFileException) {
      return "No such file or directory";
    }
    if (e instanceof NotDirectoryException) {
      return "Not a directory";
    }
    if (e instanceof NotLinkException) {
      return "Invalid argument";
    }
    if (e instanceof FileAlreadyExistsException) {
      return "File exists";
    }
    if (e instanceof DirectoryNotEmptyException) {
      return "Directory not empty";
    }
    String reason = e instanceof FileSystemException f ? f.getReason() : e.getMessage();
    if (reason == null) {
      return "Input/output error";
    }
    // The JDK adds its own guess to ELOOP.
    int or = reason.indexOf(" or unable to access attributes");
    return Bytes.encode(or < 0 ? reason : reason.substring(0, or));
  }

  /** Whether a look-up failed because something on the way is missing or no folder. */
  static boolean isMissing(IOException e) {
    return e instanceof NoSuchFileException
        || e instanceof NotDirectoryException
        || (e instanceof FileSystemException f && "Not a directory".equals(f.getReason()));
  }
}
