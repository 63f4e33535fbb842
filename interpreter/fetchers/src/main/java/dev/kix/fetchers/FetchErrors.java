package dev.kix.fetchers;

import dev.kix.interpreter.diagnostic.ErrorKind;
import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.io.IoErrors;
import dev.kix.interpreter.value.Bytes;
import dev.kix.store.file.FileNames;
import java.io.IOException;
import java.nio.file.Path;

/** Errors of fetchers; messages are one char per byte. */
final class FetchErrors {
  private FetchErrors() {}

  static EvalException error(String message) {
    return new EvalException(ErrorKind.EVAL, message, null);
  }

  static EvalException io(String doing, Path path, IOException cause) {
    return IoErrors.error(doing + " '" + FileNames.full(path) + "': " + IoErrors.reason(cause));
  }

  /** What a library says of a failure, as bytes. */
  static String reason(Throwable cause) {
    String message = cause.getMessage();
    return message == null ? cause.getClass().getSimpleName() : Bytes.encode(message);
  }
}
