package dev.kix.interpreter.fetch;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One kind of input: what its attributes and URLs mean. Stateless. */
interface InputScheme {
  /** The value of the attribute {@code type}. */
  String name();

  /** All attributes but {@code type}. */
  Set<String> attributes();

  /** Whether the experimental feature {@code flakes} must be on. */
  default boolean needsFlakes() {
    return false;
  }

  /**
   * The attributes that {@code url} means, or null when it is of another kind.
   *
   * @param requireTree whether a folder is wanted, so that a file must be an archive
   * @throws BadUrlException when the URL is of this kind, and wrong
   */
  @Nullable InputAttrs fromUrl(Url url, boolean requireTree);

  /**
   * Checks attributes and brings them into their usual form.
   *
   * @throws BadUrlException when a value is wrong
   */
  InputAttrs fromAttrs(InputAttrs attrs);

  Url toUrl(Input input);

  /** Whether the attributes name one tree for all time. */
  boolean isLocked(Input input);

  /** Whether it can be fetched without asking a registry first. */
  default boolean isDirect() {
    return true;
  }

  /** The path of an input that lies in the tree of the flake that names it, or null. */
  default @Nullable String relativePath(Input input) {
    return null;
  }

  /** Another branch, tag or revision of the input; null leaves each as it is. */
  Input applyOverrides(Input input, @Nullable String ref, @Nullable String rev);
}
