package dev.kix.fetchers;

import dev.kix.interpreter.diagnostic.ErrorKind;
import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.io.IoErrors;
import dev.kix.interpreter.value.Bytes;
import dev.kix.store.file.FileNames;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.Path;
import javax.net.ssl.SSLException;

/** Errors of fetchers; messages are one char per byte. */
final class FetchErrors {
  private FetchErrors() {}

  static EvalException error(String message) {
    return new EvalException(ErrorKind.EVAL, message, null);
  }

  static EvalException io(String doing, Path path, IOException cause) {
    return IoErrors.error(doing + " '" + FileNames.full(path) + "': " + IoErrors.reason(cause));
  }

  /** What a library says of a failure, as bytes; of the network in the words of curl. */
  static String reason(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnresolvedAddressException || cause instanceof UnknownHostException) {
        return "Could not resolve hostname";
      }
      if (cause instanceof HttpTimeoutException || cause instanceof SocketTimeoutException) {
        return "Timeout was reached";
      }
      if (cause instanceof SSLException) {
        return "SSL connection failed: " + text(cause);
      }
    }
    return failure instanceof ConnectException ? "Could not connect to server" : text(failure);
  }

  private static String text(Throwable cause) {
    String message = cause.getMessage();
    return message == null ? "it failed" : Bytes.encode(message);
  }
}
