package dev.kix.k8s.schema;

/** What JSON value a {@link Schema} describes. */
public enum SchemaType {
  /** Any value at all. */
  ANY("any value"),
  /** An object with the properties named, or a map. */
  OBJECT("an object"),
  ARRAY("a list"),
  STRING("a string"),
  /** A whole number; the format says int32 or int64. */
  INTEGER("an integer"),
  NUMBER("a number"),
  BOOLEAN("a boolean"),
  /** An integer of 32 bits or a string: {@code intstr.IntOrString}, x-kubernetes-int-or-string. */
  INT_OR_STRING("an integer or a string"),
  /** {@code resource.Quantity}: a number or a string such as {@code 500m}. */
  QUANTITY("a quantity"),
  /** Another type of the same Kubernetes version, see {@link Schema#resolved()}. */
  REF("another type"),
  /** An object whose fields nobody restricts. */
  ANY_OBJECT("an object");

  /** In the order of the numbers in the files. */
  static final SchemaType[] BY_CODE = values();

  private final String words;

  SchemaType(String words) {
    this.words = words;
  }

  /** With its article: what an error says it expected. */
  public String words() {
    return words;
  }
}
