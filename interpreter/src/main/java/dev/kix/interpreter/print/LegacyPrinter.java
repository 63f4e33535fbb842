package dev.kix.interpreter.print;

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

/**
 * Prints values as {@code nix-instantiate --eval} does: what is not evaluated is {@code <CODE>},
 * functions are {@code <LAMBDA>}, {@code <PRIMOP>} and {@code <PRIMOP-APP>}, a set or list met for
 * the second time is {@code «repeated»}. For {@code --strict}, evaluate deeply first.
 */
public final class LegacyPrinter {
  private static final String REPEATED = Bytes.encode("«repeated»");
  private static final String RUNNING = Bytes.encode("«potential infinite recursion»");
  private static final int DEPTH_LIMIT = 10_000;

  private final StringBuilder out = new StringBuilder();
  private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());

  private LegacyPrinter() {}

  /** The value as text, one char per byte; evaluates nothing. */
  public static String print(Lazy value) {
    LegacyPrinter printer = new LegacyPrinter();
    printer.print(value, 0);
    return printer.out.toString();
  }

  private void print(Lazy lazy, int depth) {
    if (depth > DEPTH_LIMIT) {
      throw new EvalException(ErrorKind.LIMIT, "stack overflow; max-call-depth exceeded", null);
    }
    Value v = lazy.valueIfForced();
    if (v == null || (depth > 0 && lazy instanceof NixFunction f && f.isUntouched())) {
      out.append(lazy.isRunning() ? RUNNING : "<CODE>");
      return;
    }
    switch (v.type()) {
      case INT -> out.append(((NixInt) v).value());
      case FLOAT -> out.append(FloatFormat.general(((NixFloat) v).value()));
      case BOOL -> out.append(v == NixBool.TRUE);
      case NULL -> out.append("null");
      case STRING -> out.append(Literals.string(((NixString) v).value()));
      case PATH -> out.append(((NixPath) v).display());
      case LIST -> printList(lazy, (NixList) v, depth);
      case ATTRS -> printAttrs(((NixAttrs) v).flatten(), depth);
      case FUNCTION -> out.append(((NixFunction) v).displayLegacy());
    }
  }

  private void printAttrs(NixAttrs attrs, int depth) {
    if (!attrs.isEmpty() && !seen.add(attrs)) {
      out.append(REPEATED);
      return;
    }
    out.append("{ ");
    for (int i = 0; i < attrs.size(); i++) {
      out.append(Literals.attributeName(attrs.name(i))).append(" = ");
      print(attrs.value(i), depth + 1);
      out.append("; ");
    }
    out.append('}');
  }

  /** Nix tells lists apart by where they are held, which here is the {@link Lazy}. */
  private void printList(Lazy lazy, NixList list, int depth) {
    if (list.size() > 0 && !seen.add(lazy)) {
      out.append(REPEATED);
      return;
    }
    out.append("[ ");
    for (Lazy element : list.elements()) {
      print(element, depth + 1);
      out.append(' ');
    }
    out.append(']');
  }
}
