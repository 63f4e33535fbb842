package dev.kix.store.file;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * File names as bytes. Java decodes names by the locale of the process and loses what does not fit
 * (in the C locale, every byte above 127); a path's URI keeps the bytes, so names that are not
 * plain ASCII go through it.
 */
public final class FileNames {
  private FileNames() {}

  /** The last component of {@code path}, one char a byte; empty for the root. */
  public static String name(Path path) {
    Path last = path.getFileName();
    if (last == null) {
      return "";
    }
    String name = last.toString();
    if (isAscii(name)) {
      return name;
    }
    String full = full(path);
    return full.substring(full.lastIndexOf('/') + 1);
  }

  /** The whole of {@code path}, made absolute, one char a byte, without a slash at its end. */
  public static String full(Path path) {
    String shown = path.toString();
    if (path.isAbsolute() && isAscii(shown)) {
      return shown;
    }
    String full = decode(path.toAbsolutePath().toUri().getRawPath());
    return full.length() > 1 && full.endsWith("/") ? full.substring(0, full.length() - 1) : full;
  }

  /**
   * The path of {@code name} in {@code folder}.
   *
   * @param name one component, or several with slashes, one char a byte
   * @throws InvalidPathException when it holds a NUL
   */
  public static Path resolve(Path folder, String name) {
    if (isAscii(name)) {
      return folder.resolve(name);
    }
    String base = folder.toAbsolutePath().toUri().getRawPath();
    StringBuilder raw = new StringBuilder("file://").append(base);
    if (!base.endsWith("/")) {
      raw.append('/');
    }
    encode(raw, name);
    return Path.of(URI.create(raw.toString()));
  }

  /**
   * The absolute path {@code full}, one char a byte.
   *
   * @throws InvalidPathException when it holds a NUL
   */
  public static Path path(String full) {
    if (isAscii(full)) {
      return Path.of(full);
    }
    StringBuilder raw = new StringBuilder("file://");
    encode(raw, full);
    return Path.of(URI.create(raw.toString()));
  }

  /** What the symbolic link read as {@code target} says, one char a byte, not made absolute. */
  static String linkTarget(Path target) {
    String shown = target.toString();
    if (isAscii(shown)) {
      return shown;
    }
    String full = decode(target.toAbsolutePath().toUri().getRawPath());
    if (!shown.endsWith("/") && full.endsWith("/")) {
      full = full.substring(0, full.length() - 1);
    }
    if (target.isAbsolute()) {
      return full;
    }
    String here = full(Path.of(""));
    return full.substring(here.endsWith("/") ? here.length() : here.length() + 1);
  }

  /**
   * A path that says {@code target}, one char a byte, and may be relative: for making a symbolic
   * link.
   *
   * @throws InvalidPathException when it holds a NUL
   */
  public static Path linkPath(String target) {
    if (isAscii(target)) {
      return Path.of(target);
    }
    if (target.startsWith("/")) {
      return path(target);
    }
    Path absolute = path("/x/" + target);
    return absolute.subpath(1, absolute.getNameCount());
  }

  private static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) > 126) {
        return false;
      }
    }
    return true;
  }

  private static void encode(StringBuilder raw, String bytes) {
    for (int i = 0; i < bytes.length(); i++) {
      char c = bytes.charAt(i);
      if ((c >= 'a' && c <= 'z')
          || (c >= 'A' && c <= 'Z')
          || (c >= '0' && c <= '9')
          || c == '/'
          || c == '.'
          || c == '-'
          || c == '_') {
        raw.append(c);
      } else if (c == 0) {
        throw new InvalidPathException(bytes, "Nul character not allowed");
      } else {
        raw.append('%')
            .append(Character.forDigit((c >> 4) & 15, 16))
            .append(Character.forDigit(c & 15, 16));
      }
    }
  }

  private static String decode(String raw) {
    byte[] bytes = new byte[raw.length()];
    int length = 0;
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c == '%') {
        c =
            (char)
                (Character.digit(raw.charAt(i + 1), 16) << 4
                    | Character.digit(raw.charAt(i + 2), 16));
        i += 2;
      }
      bytes[length++] = (byte) c;
    }
    return new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
  }
}
