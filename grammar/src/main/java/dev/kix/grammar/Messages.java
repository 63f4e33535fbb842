package dev.kix.grammar;

import java.nio.charset.StandardCharsets;

/** From the bytes of source text to the Unicode text of messages. */
final class Messages {
  private Messages() {}

  /** The message that {@code bytes}, one per char, spell in UTF-8. */
  static String text(String bytes) {
    for (int i = 0; i < bytes.length(); i++) {
      if (bytes.charAt(i) >= 0x80) {
        return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
      }
    }
    return bytes;
  }

  /** One char per UTF-8 byte of {@code text}. */
  static String bytes(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }

  /** {@code origin:line:column} as Nix prints it, one char per byte. */
  static String position(SourceFile source, int offset) {
    Origin origin = source.origin();
    String name = origin.kind() == Origin.Kind.FILE ? origin.display() : bytes(origin.display());
    return name + ":" + source.line(offset) + ":" + source.column(offset);
  }
}
