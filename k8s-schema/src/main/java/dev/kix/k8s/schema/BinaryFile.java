package dev.kix.k8s.schema;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A schema file held in memory: a four-letter mark, a format number, a table of strings that are
 * decoded when first asked for, and what follows. Safe for many threads: a string decoded twice is
 * equal.
 */
final class BinaryFile {
  private final byte[] bytes;
  private final int[] stringStarts;
  private final @Nullable String[] strings;
  private final int bodyStart;

  private BinaryFile(byte[] bytes, String mark, String name) {
    this.bytes = bytes;
    for (int i = 0; i < mark.length(); i++) {
      if (bytes.length < 6 || bytes[i] != mark.charAt(i)) {
        throw new IllegalStateException(name + " is not a kix schema file");
      }
    }
    if (bytes[4] != 1) {
      throw new IllegalStateException(name + " has format " + bytes[4] + "; this kix reads 1");
    }
    Cursor in = new Cursor(5);
    int count = in.number();
    this.stringStarts = new int[count];
    this.strings = new String[count];
    for (int i = 0; i < count; i++) {
      stringStarts[i] = in.at;
      int length = in.number();
      in.at += length;
    }
    this.bodyStart = in.at;
  }

  /** Reads the resource beside this class, or gives null when there is none of that name. */
  static @Nullable BinaryFile open(String name, String mark) {
    try (InputStream in = BinaryFile.class.getResourceAsStream(name)) {
      return in == null ? null : new BinaryFile(in.readAllBytes(), mark, name);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the schema file " + name, e);
    }
  }

  /** A cursor at the start of what follows the strings. */
  Cursor body() {
    return new Cursor(bodyStart);
  }

  Cursor at(int offset) {
    return new Cursor(offset);
  }

  private String string(int id) {
    String known = strings[id];
    if (known == null) {
      Cursor in = new Cursor(stringStarts[id]);
      int length = in.number();
      known = new String(bytes, in.at, length, StandardCharsets.UTF_8);
      strings[id] = known;
    }
    return known;
  }

  /** A reading position; used by one thread. */
  final class Cursor {
    private int at;

    private Cursor(int at) {
      this.at = at;
    }

    int position() {
      return at;
    }

    int oneByte() {
      return bytes[at++] & 0xFF;
    }

    /** An unsigned number, seven bits a byte, low bits first. */
    int number() {
      int value = 0;
      for (int shift = 0; ; shift += 7) {
        byte b = bytes[at++];
        value |= (b & 0x7F) << shift;
        if (b >= 0) {
          return value;
        }
      }
    }

    String string() {
      return BinaryFile.this.string(number());
    }

    String[] strings() {
      String[] out = new String[number()];
      for (int i = 0; i < out.length; i++) {
        out[i] = string();
      }
      return out;
    }
  }
}
