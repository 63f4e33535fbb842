package dev.kix.interpreter.value;

import java.nio.charset.StandardCharsets;

/**
 * A string: bytes, held one per char, with the context of what they refer to.
 *
 * <p>Inside the interpreter {@link #value()} is used as it is; {@link #ofJava} and {@link #toJava}
 * convert at the edges.
 */
public final class NixString extends Value {
  public static final NixString EMPTY = new NixString("", StringContext.EMPTY);

  private final String value;
  private final StringContext context;

  private NixString(String value, StringContext context) {
    this.value = value;
    this.context = context;
    if (Counters.ON) {
      Counters.string(value.length());
    }
  }

  /** A string without context. {@code bytes} holds one byte per char. */
  public static NixString of(String bytes) {
    return new NixString(bytes, StringContext.EMPTY);
  }

  public static NixString of(String bytes, StringContext context) {
    return new NixString(bytes, context);
  }

  /** A string without context from ordinary Java text, encoded as UTF-8. */
  public static NixString ofJava(String text) {
    return new NixString(Bytes.encode(text), StringContext.EMPTY);
  }

  /** The bytes, one per char. */
  public String value() {
    return value;
  }

  public StringContext context() {
    return context;
  }

  /** The bytes decoded as UTF-8; malformed sequences become U+FFFD. */
  public String toJava() {
    return Bytes.decode(value);
  }

  /** The bytes. */
  public byte[] toBytes() {
    return value.getBytes(StandardCharsets.ISO_8859_1);
  }

  @Override
  public ValueType type() {
    return ValueType.STRING;
  }

  @Override
  public String describeType() {
    return context.isEmpty() ? "a string" : "a string with context";
  }
}
