package dev.kix.store.hash;

import org.jspecify.annotations.Nullable;

/** How the bytes of a hash are written down (Nix manual, {@code builtins.convertHash}). */
public enum HashFormat {
  /** Lower-case hexadecimal. */
  BASE16("base16"),
  /** Nix's own base 32, see {@link Nix32}. */
  NIX32("nix32"),
  /** RFC 4648 base 64 with padding. */
  BASE64("base64"),
  /** {@code algorithm-base64}, the W3C Subresource Integrity form. */
  SRI("sri");

  private final String nixName;

  HashFormat(String nixName) {
    this.nixName = nixName;
  }

  /** The name as Nix writes it, for instance {@code nix32}. */
  public String nixName() {
    return nixName;
  }

  /**
   * The format with this name, or null. {@code base32} is taken as a (deprecated) alias of {@code
   * nix32}; Nix warns about it, which is left to the caller.
   */
  public static @Nullable HashFormat find(String name) {
    return switch (name) {
      case "base16" -> BASE16;
      case "nix32", "base32" -> NIX32;
      case "base64" -> BASE64;
      case "sri" -> SRI;
      default -> null;
    };
  }

  /**
   * The format with this name, as {@link #find}.
   *
   * @throws HashException in Nix's words when there is none
   */
  public static HashFormat parse(String name) {
    HashFormat format = find(name);
    if (format == null) {
      throw new HashException(
          "unknown hash format '" + name + "', expect 'base16', 'base32', 'base64', or 'sri'");
    }
    return format;
  }
}
