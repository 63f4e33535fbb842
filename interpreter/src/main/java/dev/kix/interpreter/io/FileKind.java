package dev.kix.interpreter.io;

/** What a path leads to, without following a symbolic link. */
public enum FileKind {
  REGULAR("regular"),
  DIRECTORY("directory"),
  SYMLINK("symlink"),
  /** Sockets, pipes, devices. */
  UNKNOWN("unknown");

  private final String nixName;

  FileKind(String nixName) {
    this.nixName = nixName;
  }

  /** The word of {@code builtins.readDir} and {@code builtins.readFileType}. */
  public String nixName() {
    return nixName;
  }
}
