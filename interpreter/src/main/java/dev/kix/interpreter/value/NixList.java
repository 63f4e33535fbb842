package dev.kix.interpreter.value;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * A list. One that {@link #generated} makes has no element before somebody asks for it: most such
 * lists are consumed from left to right at once, and then no more than one promise is alive at a
 * time, where all of them together are what the garbage collector would copy (benchmarks calls and
 * folds).
 */
public class NixList extends Value {
  public static final NixList EMPTY = new NixList(new Lazy[0]);

  private final @Nullable Lazy[] elements;

  private NixList(@Nullable Lazy[] elements) {
    this.elements = elements;
    if (Counters.ON) {
      Counters.list(elements.length);
    }
  }

  /** A list that takes over {@code elements}; the caller must not change the array afterwards. */
  public static NixList of(Lazy... elements) {
    return elements.length == 0 ? EMPTY : new NixList(elements);
  }

  public static NixList copyOf(Collection<? extends Lazy> elements) {
    return of(elements.toArray(new Lazy[0]));
  }

  /** A list whose elements {@code generator} makes, each once, when it is first asked for. */
  public static NixList generated(int size, Generator generator) {
    return size == 0 ? EMPTY : new Generated(size, generator);
  }

  /** Makes the elements of a list. Evaluates nothing. */
  public abstract static class Generator {
    /** Element {@code i}; called once for each. */
    protected abstract Lazy element(int i);

    /** Told that element {@code i} has its value, so that nothing need be kept for its sake. */
    protected void settled(int i) {}

    /** Whether {@link #settled} does anything. */
    protected boolean needsSettled() {
      return false;
    }
  }

  public final int size() {
    return elements.length;
  }

  /** Element {@code i}: its value if that is known. Evaluates nothing. */
  public final Lazy get(int i) {
    Lazy e = elements[i];
    if (e instanceof Value) {
      return e;
    }
    return e == null ? generate(i) : settled(i, e);
  }

  /**
   * Lets go of the promise of element {@code i} where {@link Lazy#settled} allows it; for those
   * that have just used the element, since a list may be long and live long.
   */
  public final void settle(int i) {
    Lazy e = elements[i];
    if (e == null) {
      letGo(i);
    } else if (!(e instanceof Value)) {
      settled(i, e);
    }
  }

  /**
   * Tells a list that has just been made that each element will be asked for once, by the only one
   * who has the list: it keeps none. What {@code foldl'} has added up would otherwise be copied by
   * the garbage collector (a half of what it copied in benchmark calls, three quarters in strings).
   */
  public void readOnce() {}

  private Lazy settled(int i, Lazy e) {
    Value v = e.settled();
    if (v == null) {
      return e;
    }
    elements[i] = v;
    letGo(i);
    return v;
  }

  /** Makes element {@code i}. */
  Lazy generate(int i) {
    throw new AssertionError("element " + i + " of a list is not there");
  }

  /** Element {@code i} has its value. */
  void letGo(int i) {}

  /** The elements themselves, not a copy: for reading only. */
  public final Lazy[] elements() {
    if (this instanceof Generated g) {
      g.generateAll();
    }
    @SuppressWarnings("NullAway") // all are there now
    Lazy[] all = elements;
    return all;
  }

  @Override
  public final ValueType type() {
    return ValueType.LIST;
  }

  /** A list that makes its elements when they are asked for. */
  private static final class Generated extends NixList {
    /** Null when all elements are there. */
    private @Nullable Generator generator;

    private int missing;
    private boolean readOnce;

    Generated(int size, Generator generator) {
      super(new Lazy[size]);
      this.generator = generator;
      this.missing = size;
    }

    @Override
    Lazy generate(int i) {
      Generator g = generator;
      if (g == null) {
        return super.generate(i);
      }
      Lazy e = g.element(i);
      if (!readOnce) {
        super.elements[i] = e;
        if (--missing == 0 && !g.needsSettled()) {
          generator = null; // what it holds, often another list, need not live as long as this one
        }
      }
      return e;
    }

    @Override
    public void readOnce() {
      readOnce = true;
    }

    @Override
    void letGo(int i) {
      Generator g = generator;
      if (g != null) {
        g.settled(i);
        if (missing == 0 && i == size() - 1) {
          generator = null;
        }
      }
    }

    void generateAll() {
      if (missing > 0) {
        for (int i = 0; i < super.elements.length; i++) {
          if (super.elements[i] == null) {
            generate(i);
          }
        }
      }
    }
  }
}
