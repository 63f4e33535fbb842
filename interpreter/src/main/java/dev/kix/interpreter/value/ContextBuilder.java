package dev.kix.interpreter.value;

import java.util.Collection;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Collects what a string under construction refers to. Not thread-safe. */
public final class ContextBuilder {
  /** Above this size a tree beats merging arrays. */
  private static final int ARRAY_MAX = 16;

  private StringContext context = StringContext.EMPTY;
  private @Nullable TreeSet<String> large;

  public boolean isEmpty() {
    return large == null && context.isEmpty();
  }

  /** Adds one encoded reference. */
  public void add(String element) {
    addAll(StringContext.of(element));
  }

  /** Adds all references of {@code other}. */
  public void addAll(StringContext other) {
    if (other.isEmpty() || other == context) {
      return;
    }
    TreeSet<String> set = large;
    if (set == null) {
      if (context.size() + other.size() <= ARRAY_MAX || context.isEmpty()) {
        context = context.union(other);
        return;
      }
      set = new TreeSet<>();
      addTo(set, context);
      large = set;
      context = StringContext.EMPTY;
    }
    addTo(set, other);
  }

  private static void addTo(Collection<String> set, StringContext context) {
    for (int i = 0; i < context.size(); i++) {
      set.add(context.get(i));
    }
  }

  /** All references so far; this builder can go on. */
  public StringContext build() {
    TreeSet<String> set = large;
    return set == null ? context : StringContext.ofSorted(set);
  }

  /** {@code bytes} with all references so far. */
  public NixString string(String bytes) {
    return NixString.of(bytes, build());
  }
}
