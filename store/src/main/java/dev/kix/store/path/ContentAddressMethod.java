package dev.kix.store.path;

import org.jspecify.annotations.Nullable;

/**
 * What of a store object is hashed to give its content address (Nix manual, <i>Content-Addressing
 * Store Objects</i>).
 */
public enum ContentAddressMethod {
  /** The bytes of one file that may have references; how derivations are addressed. */
  TEXT("text", "text:"),
  /** The bytes of one file. */
  FLAT("flat", ""),
  /** The Nix archive of a tree, {@code recursive} in the language. */
  NIX_ARCHIVE("nar", "r:"),
  /** Git's object hash of a blob or tree; behind the experimental feature {@code git-hashing}. */
  GIT("git", "git:");

  private final String nixName;
  private final String prefix;

  ContentAddressMethod(String nixName, String prefix) {
    this.nixName = nixName;
    this.prefix = prefix;
  }

  /**
   * The name in JSON and in {@code outputHashMode} ({@code nar}; {@code recursive} is an alias).
   */
  public String nixName() {
    return nixName;
  }

  /** What derivations put before the name of the algorithm: empty, {@code r:}, {@code text:}. */
  public String prefix() {
    return prefix;
  }

  /** The experimental feature of Nix that must be enabled to use this, or null for none. */
  public @Nullable String experimentalFeature() {
    return switch (this) {
      case GIT -> "git-hashing";
      case TEXT -> "dynamic-derivations";
      case FLAT, NIX_ARCHIVE -> null;
    };
  }

  /** The method with this name ({@code recursive} counts as {@code nar}), or null. */
  public static @Nullable ContentAddressMethod find(String name) {
    return switch (name) {
      case "text" -> TEXT;
      case "flat" -> FLAT;
      case "nar", "recursive" -> NIX_ARCHIVE;
      case "git" -> GIT;
      default -> null;
    };
  }

  /** The method whose {@link #prefix} stands before an algorithm; {@link #FLAT} where none does. */
  public static ContentAddressMethod ofPrefixed(String methodAndAlgorithm) {
    if (methodAndAlgorithm.startsWith("r:")) {
      return NIX_ARCHIVE;
    }
    if (methodAndAlgorithm.startsWith("git:")) {
      return GIT;
    }
    if (methodAndAlgorithm.startsWith("text:")) {
      return TEXT;
    }
    return FLAT;
  }
}
