package dev.kix.interpreter.flake;

import dev.kix.interpreter.diagnostic.ErrorKind;
import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.fetch.BadUrlException;
import dev.kix.interpreter.fetch.Input;
import dev.kix.interpreter.fetch.InputAttrs;
import dev.kix.interpreter.fetch.Url;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Where a flake is: an input, and the folder of its tree that holds {@code flake.nix}. Immutable.
 * See "Flake references" in the manual of Nix.
 *
 * @param dir the folder, or the empty string for the tree itself
 */
public record FlakeRef(Input input, String dir) {

  /** The reference that a set of attributes means. */
  public static FlakeRef fromAttrs(InputAttrs attrs) {
    try {
      String dir = attrs.string("dir");
      return new FlakeRef(Input.fromAttrs(attrs.without("dir")), dir == null ? "" : dir);
    } catch (BadUrlException e) {
      throw e.toEvalException();
    }
  }

  /** The attributes of the input, and {@code dir} unless it is empty. */
  public InputAttrs toAttrs() {
    return dir.isEmpty() || input.attrs().has("dir")
        ? input.attrs()
        : input.attrs().with("dir", dir);
  }

  /** A reference to the same folder of another tree. */
  public FlakeRef withInput(Input other) {
    return new FlakeRef(other, dir);
  }

  /**
   * Without a parameter {@code dir} in the URL that says what {@link #dir} says already: old lock
   * files have it there.
   */
  public FlakeRef canonical() {
    Object text = input.attrs().get("url");
    if (!(text instanceof String url)) {
      return this;
    }
    try {
      Url parsed = Url.parseLenient(url);
      if (!dir.isEmpty() && dir.equals(parsed.query().get("dir"))) {
        SortedMap<String, String> query = new TreeMap<>(parsed.query());
        query.remove("dir");
        parsed = parsed.withQuery(query);
      }
      return withInput(input.with("url", parsed.toString()));
    } catch (BadUrlException e) {
      return this;
    }
  }

  /** The URL. */
  @Override
  public String toString() {
    try {
      return input.toUrlString(dir.isEmpty() ? Map.of() : Map.of("dir", dir));
    } catch (BadUrlException e) {
      throw e.toEvalException();
    }
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof FlakeRef ref && dir.equals(ref.dir) && input.equals(ref.input);
  }

  @Override
  public int hashCode() {
    return Objects.hash(input, dir);
  }

  static EvalException error(String message) {
    return new EvalException(ErrorKind.EVAL, message, null);
  }
}
