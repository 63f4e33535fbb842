package dev.kix.interpreter.value;

/**
 * The types of the language, in the words of {@code builtins.typeOf} and of Nix's error messages.
 */
public enum ValueType {
  INT("int", "an integer"),
  FLOAT("float", "a float"),
  BOOL("bool", "a Boolean"),
  NULL("null", "null"),
  STRING("string", "a string"),
  PATH("path", "a path"),
  LIST("list", "a list"),
  ATTRS("set", "a set"),
  FUNCTION("lambda", "a function");

  private final String typeName;
  private final String article;

  ValueType(String typeName, String article) {
    this.typeName = typeName;
    this.article = article;
  }

  /** What {@code builtins.typeOf} returns. */
  public String typeName() {
    return typeName;
  }

  /** The type with its article, as messages say it: {@code an integer}. */
  public String article() {
    return article;
  }
}
