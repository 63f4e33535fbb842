package dev.kix.fetchers;

import dev.kix.interpreter.value.Bytes;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A commit as it is stored, taken apart. Rules: gitformat-signature.
 *
 * @param payload what was signed: the commit without its signature
 * @param signature the signature, in armour
 */
record SignedCommit(byte[] payload, String signature) {
  private static final String HEADER = "gpgsig ";

  /** Takes a commit apart; null when it is not signed. */
  static @Nullable SignedCommit parse(byte[] commit) {
    String text = Bytes.fromArray(commit);
    int end = text.indexOf("\n\n");
    int at = text.startsWith(HEADER) ? 0 : text.indexOf("\n" + HEADER) + 1;
    if (at == 0 || end < 0 || at > end) {
      return null;
    }
    StringBuilder signature = new StringBuilder();
    int line = at + HEADER.length();
    while (true) {
      int next = text.indexOf('\n', line) + 1;
      signature.append(text, line, next);
      // What goes on in the next line is indented by a blank.
      if (next >= text.length() || text.charAt(next) != ' ') {
        String payload = text.substring(0, at) + text.substring(next);
        return new SignedCommit(
            payload.getBytes(StandardCharsets.ISO_8859_1), signature.toString());
      }
      line = next + 1;
    }
  }
}
