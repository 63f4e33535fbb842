package dev.kix.interpreter.eval;

import dev.kix.interpreter.diagnostic.ErrorKind;
import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.fetch.BadUrlException;
import dev.kix.interpreter.fetch.Url;
import dev.kix.interpreter.io.CanonicalPath;

/** What restricted evaluation may fetch: {@code allowed-uris}. */
public final class Uris {
  private Uris() {}

  /** Refuses {@code uri} under {@code restrict-eval} unless it is allowed or an allowed file. */
  public static void check(EvalState state, String uri) {
    if (!state.services().settings().restrictEval()) {
      return;
    }
    for (String prefix : state.services().settings().allowedUris()) {
      if (isWithin(uri, prefix)) {
        return;
      }
    }
    String path = uri.startsWith("/") ? uri : filePath(uri);
    if (path.startsWith("/")) {
      state.services().files().checkAccess(CanonicalPath.of(path));
      return;
    }
    throw new EvalException(
        ErrorKind.RESTRICTED, "access to URI '" + uri + "' is forbidden in restricted mode", null);
  }

  /** A prefix ends at a slash, or is a scheme: github.co does not allow github.com. */
  private static boolean isWithin(String uri, String prefix) {
    return uri.equals(prefix)
        || (!prefix.isEmpty()
            && uri.length() > prefix.length()
            && uri.startsWith(prefix)
            && (prefix.endsWith("/") || uri.charAt(prefix.length()) == '/' || isScheme(prefix)));
  }

  private static boolean isScheme(String prefix) {
    return prefix.matches("[a-zA-Z][a-zA-Z0-9+.-]*:");
  }

  private static String filePath(String uri) {
    try {
      Url url = Url.parse(uri);
      return url.scheme().equals("file") ? url.filePath() : "";
    } catch (BadUrlException e) {
      return "";
    }
  }
}
