package dev.kix.store.nar;

/** The limits of the format, as in Nix ({@code archive.cc}); they do not depend on the system. */
final class NarLimits {
  /** Folders within folders. */
  static final int DEPTH = 64;

  /** Bytes of an entry's name. */
  static final int NAME = 255;

  /** Bytes of a symbolic link's target. */
  static final int TARGET = 4095;

  /** Bytes of a keyword, with some slack so that errors can show short rubbish. */
  static final int TAG = 32;

  static final String MAGIC = "nix-archive-1";

  private NarLimits() {}

  /** Whether {@code name} may name an entry of a folder. */
  static boolean isName(String name) {
    return !name.isEmpty()
        && name.length() <= NAME
        && !name.equals(".")
        && !name.equals("..")
        && name.indexOf('/') < 0
        && name.indexOf('\0') < 0;
  }

  /** Whether {@code target} may be what a symbolic link says. */
  static boolean isTarget(String target) {
    return !target.isEmpty() && target.length() <= TARGET && target.indexOf('\0') < 0;
  }
}
