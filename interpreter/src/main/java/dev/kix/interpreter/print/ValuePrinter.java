package dev.kix.interpreter.print;

import dev.kix.interpreter.diagnostic.Ansi;
import dev.kix.interpreter.diagnostic.ErrorKind;
import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.value.Bytes;
import dev.kix.interpreter.value.FloatFormat;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.NixBool;
import dev.kix.interpreter.value.NixFloat;
import dev.kix.interpreter.value.NixFunction;
import dev.kix.interpreter.value.NixInt;
import dev.kix.interpreter.value.NixList;
import dev.kix.interpreter.value.NixPath;
import dev.kix.interpreter.value.NixString;
import dev.kix.interpreter.value.Value;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Prints values as {@code nix eval}, {@code nix repl} and Nix's error messages do. The output holds
 * one char per byte, like the strings in it. One printer prints one value; not thread-safe.
 *
 * <p>Unlike Nix 2.35, which keeps all empty sets in one place and so takes the second one for a
 * repetition, this printer never prints {@code «repeated»} for an empty set.
 */
public final class ValuePrinter {
  private static final String OPEN = Bytes.encode("«");
  private static final String CLOSE = Bytes.encode("»");
  private static final String REPEATED = OPEN + "repeated" + CLOSE;
  private static final String THUNK = OPEN + "thunk" + CLOSE;
  private static final String RUNNING = OPEN + "potential infinite recursion" + CLOSE;

  /** Depth at which printing gives up, as Nix's {@code max-call-depth} does. */
  private static final int DEPTH_LIMIT = 10_000;

  /** Finds out where the {@code .drv} file of a derivation is. */
  public interface DerivationPaths {
    /** The store path that the attribute {@code drvPath} holds, or null if there is none. */
    @Nullable String drvPath(NixAttrs derivation);
  }

  private final PrintOptions options;
  private final @Nullable DerivationPaths derivations;
  private final StringBuilder out = new StringBuilder();
  private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
  private int attrsPrinted;
  private int itemsPrinted;
  private int indent;

  private ValuePrinter(PrintOptions options, @Nullable DerivationPaths derivations) {
    this.options = options;
    this.derivations = derivations;
  }

  /** Prints a value; derivations are printed as sets. */
  public static String print(Lazy value, PrintOptions options) {
    return print(value, options, null);
  }

  /**
   * Prints a value.
   *
   * @param derivations what {@link PrintOptions#derivationPaths} needs
   */
  public static String print(
      Lazy value, PrintOptions options, @Nullable DerivationPaths derivations) {
    ValuePrinter printer = new ValuePrinter(options, derivations);
    printer.print(value, 0);
    return printer.out.toString();
  }

  /** Type and abbreviated value for an error message: {@code an integer: 3}. */
  public static String describe(Value value) {
    return value.describeType() + ": " + abbreviate(value);
  }

  /** A value as an error message shows it, with {@link PrintOptions#ERROR}; evaluates nothing. */
  public static String abbreviate(Lazy value) {
    return print(value, PrintOptions.ERROR);
  }

  private void print(Lazy lazy, int depth) {
    if (depth > DEPTH_LIMIT) {
      throw new EvalException(ErrorKind.LIMIT, "stack overflow; max-call-depth exceeded", null);
    }
    try {
      Value v = options.force() ? lazy.force() : lazy.valueIfForced();
      boolean untouched =
          depth > 0 && !options.force() && lazy instanceof NixFunction f && f.isUntouched();
      if (v == null || untouched) {
        if (lazy.isRunning()) {
          coloured(Ansi.RED, RUNNING);
        } else {
          coloured(Ansi.MAGENTA, THUNK);
        }
      } else {
        printValue(lazy, v, depth);
      }
    } catch (EvalException e) {
      boolean rethrow =
          e.kind() == ErrorKind.LIMIT
              || e.kind() == ErrorKind.CANCELLED
              || switch (options.errors()) {
                case THROW -> true;
                case THROW_TOP_LEVEL -> depth == 0;
                case PRINT -> false;
              };
      if (rethrow) {
        throw e;
      }
      coloured(Ansi.RED, OPEN + "error: " + Ansi.strip(e.getMessage()) + CLOSE);
    }
  }

  private void printValue(Lazy lazy, Value v, int depth) {
    switch (v.type()) {
      case INT -> coloured(Ansi.CYAN, Long.toString(((NixInt) v).value()));
      case FLOAT -> coloured(Ansi.CYAN, FloatFormat.general(((NixFloat) v).value()));
      case BOOL -> coloured(Ansi.CYAN, v == NixBool.TRUE ? "true" : "false");
      case NULL -> coloured(Ansi.CYAN, "null");
      case STRING -> printString(((NixString) v).value());
      case PATH -> coloured(Ansi.GREEN, ((NixPath) v).display());
      case LIST -> printList(lazy, (NixList) v, depth);
      case ATTRS -> printAttrs(((NixAttrs) v).flatten(), depth);
      case FUNCTION -> coloured(Ansi.BLUE, OPEN + ((NixFunction) v).display() + CLOSE);
    }
  }

  private void coloured(String colour, String text) {
    if (options.ansiColors()) {
      out.append(colour).append(text).append(Ansi.NORMAL);
    } else {
      out.append(text);
    }
  }

  private void printString(String s) {
    boolean ansi = options.ansiColors();
    if (ansi) {
      out.append(Ansi.MAGENTA);
    }
    int limit = Math.min(s.length(), options.maxStringLength());
    out.append('"');
    Literals.appendEscaped(out, s, limit);
    out.append('"');
    if (limit < s.length()) {
      out.append(' ');
      printElided(s.length() - limit, "byte");
    } else if (ansi) {
      out.append(Ansi.NORMAL);
    }
  }

  private void printElided(int count, String noun) {
    String text = OPEN + count + " " + noun + (count == 1 ? "" : "s") + " elided" + CLOSE;
    coloured(Ansi.FAINT, text);
  }

  private void printAttrs(NixAttrs attrs, int depth) {
    if (options.trackRepeated() && !attrs.isEmpty() && !seen.add(attrs)) {
      coloured(Ansi.MAGENTA, REPEATED);
      return;
    }
    if (options.force()
        && options.derivationPaths()
        && derivations != null
        && isDerivation(attrs)) {
      String path = derivations.drvPath(attrs);
      coloured(Ansi.GREEN, OPEN + "derivation" + (path == null ? "" : " " + path) + CLOSE);
      return;
    }
    if (depth >= options.maxDepth()) {
      out.append("{ ... }");
      return;
    }
    indent += options.prettyIndent();
    out.append('{');
    int n = attrs.size();
    boolean pretty = n > 0 && isWorthLines(n, attrs.value(0));
    int[] order = orderOf(attrs);
    for (int i = 0; i < n; i++) {
      printSpace(pretty);
      if (attrsPrinted >= options.maxAttrs()) {
        printElided(n - i, "attribute");
        break;
      }
      out.append(Literals.attributeName(attrs.name(order[i]))).append(" = ");
      print(attrs.value(order[i]), depth + 1);
      out.append(';');
      attrsPrinted++;
    }
    indent -= options.prettyIndent();
    printSpace(pretty);
    out.append('}');
  }

  /** Byte order; where attributes may be elided, {@code type} and {@code _type} come first. */
  private int[] orderOf(NixAttrs attrs) {
    int n = attrs.size();
    int[] order = new int[n];
    int k = 0;
    boolean limited = options.maxAttrs() != PrintOptions.UNLIMITED;
    for (int i = 0; limited && i < n; i++) {
      if (isImportant(attrs.name(i))) {
        order[k++] = i;
      }
    }
    for (int i = 0; i < n; i++) {
      if (!limited || !isImportant(attrs.name(i))) {
        order[k++] = i;
      }
    }
    return order;
  }

  private static boolean isImportant(String name) {
    return name.equals("type") || name.equals("_type");
  }

  private static boolean isDerivation(NixAttrs attrs) {
    Lazy type = attrs.get("type");
    return type != null && type.force() instanceof NixString s && s.value().equals("derivation");
  }

  /** Nix tells lists apart by where they are held, which here is the {@link Lazy}. */
  private void printList(Lazy lazy, NixList list, int depth) {
    int n = list.size();
    if (options.trackRepeated() && n > 0 && !seen.add(lazy)) {
      coloured(Ansi.MAGENTA, REPEATED);
      return;
    }
    if (depth >= options.maxDepth()) {
      out.append("[ ... ]");
      return;
    }
    indent += options.prettyIndent();
    out.append('[');
    boolean pretty = n > 0 && isWorthLines(n, list.get(0));
    for (int i = 0; i < n; i++) {
      printSpace(pretty);
      if (itemsPrinted >= options.maxListItems()) {
        printElided(n - i, "item");
        break;
      }
      print(list.get(i), depth + 1);
      itemsPrinted++;
    }
    indent -= options.prettyIndent();
    printSpace(pretty);
    out.append(']');
  }

  /**
   * Whether a set or list gets a line for each element: not if its only element is a plain value.
   */
  private boolean isWorthLines(int size, Lazy first) {
    if (options.prettyIndent() == 0) {
      return false;
    }
    if (size > 1) {
      return true;
    }
    Value v = first.force(); // it is printed anyway
    return v instanceof NixList || v instanceof NixAttrs;
  }

  private void printSpace(boolean pretty) {
    if (pretty) {
      out.append('\n').append(" ".repeat(indent));
    } else {
      out.append(' ');
    }
  }
}
