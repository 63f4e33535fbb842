package dev.kix.modulesystem;

/** The priorities that have names. A lower number wins. */
final class Priorities {
  static final int OPTION_DEFAULT = 1500;
  static final int DEFAULT = 1000;
  static final int IMAGE_MEDIA = 60;
  static final int FORCE = 50;
  static final int VM = 10;

  static final int BEFORE = 500;
  static final int AFTER = 1500;

  private Priorities() {}
}
