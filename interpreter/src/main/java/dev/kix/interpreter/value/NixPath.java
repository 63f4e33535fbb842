package dev.kix.interpreter.value;

/** A path value: absolute and canonical, one char per byte. */
public final class NixPath extends Value {
  /** Where the files that come with the evaluator, {@code <nix/…>}, seem to lie. */
  public static final String CORE_FOLDER = "/__corepkgs__";

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

  /**
   * As a string: the path. The files that come with the evaluator have a root of their own, as in
   * Nix: {@code toString <nix/fetchurl.nix>} is {@code /fetchurl.nix}.
   */
  public String text() {
    return text(path);
  }

  /** {@link #text()} of the path value {@code path}. */
  public static String text(String path) {
    return isCore(path) ? inCore(path) : path;
  }

  /** As printed: the path, or {@code <nix/…>} for the files that come with the evaluator. */
  public String display() {
    return display(path);
  }

  /** {@link #display()} of the path value {@code path}. */
  public static String display(String path) {
    return isCore(path) ? "<nix" + inCore(path) + ">" : path;
  }

  private static boolean isCore(String path) {
    return path.startsWith(CORE_FOLDER)
        && (path.length() == CORE_FOLDER.length() || path.charAt(CORE_FOLDER.length()) == '/');
  }

  private static String inCore(String path) {
    return path.length() == CORE_FOLDER.length() ? "/" : path.substring(CORE_FOLDER.length());
  }

  @Override
  public ValueType type() {
    return ValueType.PATH;
  }
}
