package dev.kix.k8s.validation;

import dev.kix.k8s.JsonPath;
import org.jspecify.annotations.Nullable;

/**
 * A place in a manifest that is written out only when something is wrong there: building the text
 * of every path took more time than checking the values.
 */
final class Place {
  static final Place ROOT = new Place(null, "", -1, false);

  private final @Nullable Place parent;
  private final String key;
  private final int index;
  private final boolean status;

  private Place(@Nullable Place parent, String key, int index, boolean status) {
    this.parent = parent;
    this.key = key;
    this.index = index;
    this.status = status;
  }

  Place field(String name) {
    return new Place(this, name, -1, status || parent == null && name.equals("status"));
  }

  Place element(int at) {
    return new Place(this, "", at, status);
  }

  /** Whether this is {@code $.status} or inside it. */
  boolean isStatus() {
    return status;
  }

  /** The notation of {@link JsonPath}. */
  @Override
  public String toString() {
    if (parent == null) {
      return JsonPath.ROOT;
    }
    String before = parent.toString();
    return index >= 0 ? JsonPath.element(before, index) : JsonPath.field(before, key);
  }
}
