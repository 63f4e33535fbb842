package dev.kix.interpreter.value;

/** A path value: absolute and canonical, one char per byte. */
public final class NixPath extends Value {
  private final String path;

  private NixPath(String path) {
    this.path = path;
  }

  /**
   * @param path absolute and canonical
   */
  public static NixPath of(String path) {
    return new NixPath(path);
  }

  public String path() {
    return path;
  }

  @Override
  public ValueType type() {
    return ValueType.PATH;
  }
}
