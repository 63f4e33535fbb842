package dev.kix.interpreter.builtin;

import dev.kix.interpreter.eval.Builtin;
import dev.kix.interpreter.eval.EvalSettings;
import dev.kix.interpreter.eval.GlobalScope;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.NixNull;
import dev.kix.interpreter.value.Shape;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Assembles what an evaluator sees without defining it: the set {@code builtins} and the global
 * variables, with the names Nix gives them. {@code map} is a global as it is, {@code filter} is one
 * as {@code __filter}; both are attributes of {@code builtins}. Functions whose experimental
 * feature is off do not exist; in pure mode neither do {@code currentTime} and {@code
 * currentSystem}.
 *
 * <p>Start with the constructor, add an embedder's own, then take {@link #attrs} and {@link
 * #globals}. What is added replaces what has the same name. Not thread-safe; the results are
 * immutable.
 */
public final class Builtins {
  /** The version of Nix whose language this is, as far as programs ask for one. */
  public static final String NIX_VERSION = "2.35.2";

  private static final String SELF = "builtins";

  private final Table attrs = new Table(160);
  private final Table variables = new Table(160);

  /** The builtins of Nix as {@code settings} allow them. */
  public Builtins(EvalSettings settings) {
    for (Builtin b : GeneratedBuiltins.all()) {
      if (b.feature().isEmpty() || settings.experimentalFeatures().contains(b.feature())) {
        attrs.put(b.name(), b);
        variables.put(b.isGlobal() ? b.name() : "__".concat(b.name()), b);
      }
    }
    constant(SELF, NixNull.NULL); // replaced by the set itself when it is there
    constant("true", Constants.yes());
    constant("false", Constants.no());
    constant("null", Constants.nothing());
    if (!settings.pureEval()) {
      add("currentTime", Constants.currentTime(settings));
      add("currentSystem", Constants.currentSystem(settings));
    }
    add("nixVersion", Constants.nixVersion());
    add("langVersion", Constants.langVersion());
    add("storeDir", Constants.storeDir(settings));
    add("nixPath", Constants.nixPath(settings));
  }

  /** Adds {@code builtins.NAME} and the variable {@code __NAME}. */
  public Builtins add(String name, Lazy value) {
    attrs.put(name, value);
    variables.put("__".concat(name), value);
    return this;
  }

  /** Adds {@code builtins.NAME} and the variable {@code NAME}. */
  public Builtins constant(String name, Lazy value) {
    attrs.put(name, value);
    variables.put(name, value);
    return this;
  }

  /** Adds the variable {@code NAME} alone. */
  public Builtins global(String name, Lazy value) {
    variables.put(name, value);
    return this;
  }

  /** The set {@code builtins}, which contains itself. */
  public NixAttrs attrs() {
    NixAttrs set = attrs.containing(SELF);
    variables.put(SELF, set);
    return set;
  }

  /** The variables of every file. */
  public GlobalScope globals() {
    attrs();
    return GlobalScope.of(variables.toAttrs());
  }

  /** Names kept sorted by insertion: they come nearly sorted, and there are few. */
  private static final class Table {
    private String[] names;
    private Lazy[] values;
    private int size;
    private @Nullable NixAttrs built;

    Table(int capacity) {
      names = new String[capacity];
      values = new Lazy[capacity];
    }

    void put(String name, Lazy value) {
      int i = size;
      while (i > 0 && names[i - 1].compareTo(name) > 0) {
        i--;
      }
      built = null;
      if (i > 0 && names[i - 1].equals(name)) {
        values[i - 1] = value;
        return;
      }
      if (size == names.length) {
        names = Arrays.copyOf(names, size * 2);
        values = Arrays.copyOf(values, size * 2);
      }
      System.arraycopy(names, i, names, i + 1, size - i);
      System.arraycopy(values, i, values, i + 1, size - i);
      names[i] = name.intern();
      values[i] = value;
      size++;
    }

    NixAttrs toAttrs() {
      return NixAttrs.of(
          Shape.ofSorted(Arrays.copyOf(names, size), null), Arrays.copyOf(values, size));
    }

    /** The set with itself as the value of {@code self}; always the same object. */
    NixAttrs containing(String self) {
      NixAttrs set = built;
      if (set == null) {
        Lazy[] shared = Arrays.copyOf(values, size);
        set = NixAttrs.of(Shape.ofSorted(Arrays.copyOf(names, size), null), shared);
        shared[Arrays.binarySearch(names, 0, size, self)] = Constants.self(set);
        built = set;
      }
      return set;
    }
  }
}
