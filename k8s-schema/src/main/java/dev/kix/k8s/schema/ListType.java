package dev.kix.k8s.schema;

/** The {@code x-kubernetes-list-type} of a list: how the server merges it. */
public enum ListType {
  /** Nothing was said. */
  UNSPECIFIED,
  /** Replaced as a whole. */
  ATOMIC,
  /** Scalars, each at most once. */
  SET,
  /** Objects told apart by their key fields, each at most once. */
  MAP;

  /** In the order of the numbers in the files. */
  static final ListType[] BY_CODE = values();
}
