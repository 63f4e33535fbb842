package dev.kix.interpreter.eval;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kix.grammar.Position;
import dev.kix.interpreter.diagnostic.ErrorKind;
import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.print.JsonLiterals;
import dev.kix.interpreter.print.Literals;
import dev.kix.interpreter.value.Bytes;
import dev.kix.interpreter.value.ContextBuilder;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.NixBool;
import dev.kix.interpreter.value.NixFloat;
import dev.kix.interpreter.value.NixFunction;
import dev.kix.interpreter.value.NixInt;
import dev.kix.interpreter.value.NixList;
import dev.kix.interpreter.value.NixPath;
import dev.kix.interpreter.value.NixString;
import dev.kix.interpreter.value.Shape;
import dev.kix.interpreter.value.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Values as JSON, byte for byte as {@code builtins.toJSON} and structured attributes have it: no
 * blanks, names in byte order. Sets with {@code __toString} or {@code outPath} become that string;
 * paths are copied to the store. The output holds one char per byte.
 */
public final class JsonPrinter {
  /** Characters: a text that is longer is put together of pieces at the end. */
  private static final int CHUNK = 1 << 15;

  private final EvalState state;
  private final ContextBuilder context;
  private final boolean strict;
  private final StringBuilder out = new StringBuilder();

  /** What was in {@link #out} before, so that it need not grow with the text. */
  private final List<String> before = new ArrayList<>();

  /** Shapes of sets met lately that have neither {@code __toString} nor {@code outPath}. */
  private @Nullable Shape plain;

  private @Nullable Shape otherPlain;

  /** What is wrong with the first text that is not UTF-8. Nix finds out when all is evaluated. */
  private @Nullable String notUtf8;

  /** JSON, and what is wrong with the first text in it that is not UTF-8; null if all are. */
  public record Text(String json, @Nullable String notUtf8) {}

  private JsonPrinter(EvalState state, ContextBuilder context, boolean strict) {
    this.state = state;
    this.context = context;
    this.strict = strict;
  }

  /** {@link #print(EvalState, Lazy, Position, ContextBuilder, boolean, boolean)} as toJSON does. */
  public static String print(
      EvalState state, Lazy value, @Nullable Position pos, ContextBuilder context) {
    return print(state, value, pos, context, true, true);
  }

  /**
   * The value as JSON; what its strings refer to is added to {@code context}.
   *
   * @param strict whether to evaluate; otherwise whatever is not evaluated is an error
   * @param copyToStore whether paths are copied to the store and printed as store paths
   */
  public static String print(
      EvalState state,
      Lazy value,
      @Nullable Position pos,
      ContextBuilder context,
      boolean strict,
      boolean copyToStore) {
    JsonPrinter printer = new JsonPrinter(state, context, strict);
    printer.print(value, pos, copyToStore);
    if (printer.notUtf8 != null) {
      throw new EvalException(ErrorKind.EVAL, "JSON serialization error: " + printer.notUtf8, null);
    }
    return printer.text();
  }

  /** As {@code toJSON}, of a member of an object; text that is not UTF-8 is no error yet. */
  public static Text member(EvalState state, String name, Lazy value, ContextBuilder context) {
    JsonPrinter printer = new JsonPrinter(state, context, true);
    printer.print(value, null, true);
    int bad = JsonLiterals.string(new StringBuilder(), name);
    return new Text(
        printer.text(), bad >= 0 ? JsonLiterals.invalidUtf8(name, bad) : printer.notUtf8);
  }

  private String text() {
    if (before.isEmpty()) {
      return out.toString();
    }
    before.add(out.toString());
    return String.join("", before);
  }

  private void print(Lazy lazy, @Nullable Position pos, boolean copyToStore) {
    state.enter(pos);
    Value v = strict ? state.force(lazy, pos) : lazy.valueIfForced();
    if (v == null) {
      throw new EvalException(ErrorKind.TYPE, "cannot convert a thunk to JSON", pos);
    }
    switch (v.type()) {
      case INT -> out.append(((NixInt) v).value());
      case FLOAT -> JsonLiterals.number(out, ((NixFloat) v).value());
      case BOOL -> out.append(v == NixBool.TRUE);
      case NULL -> out.append("null");
      case STRING -> {
        NixString s = (NixString) v;
        context.addAll(s.context());
        string(s.value());
      }
      case PATH -> {
        String path = ((NixPath) v).path();
        string(copyToStore ? Coercion.copyToStore(state, path, context) : path);
      }
      case LIST -> printList((NixList) v, pos, copyToStore);
      case ATTRS -> {
        NixAttrs attrs = (NixAttrs) v;
        if (isPlain(attrs)) {
          printAttrs(attrs.flatten(), copyToStore);
        } else {
          Coercion.peel(
              state,
              pos,
              v,
              true,
              (peeled, throughToString) -> {
                if (peeled instanceof NixAttrs rest) {
                  printAttrs(rest.flatten(), copyToStore);
                } else {
                  // A path that came from __toString is not copied: a quirk that Nix keeps.
                  print(peeled, pos, copyToStore && !throughToString);
                }
                return "";
              });
        }
      }
      case FUNCTION ->
          throw new EvalException(
              ErrorKind.TYPE,
              "cannot convert " + v.describeType() + " to JSON",
              positionOf((NixFunction) v, pos));
    }
    state.leave();
  }

  /** Where a function is written, if it is written in Nix. */
  private static @Nullable Position positionOf(NixFunction function, @Nullable Position otherwise) {
    if (function instanceof Closure c) {
      return c.position();
    }
    return function instanceof PartialApplication p && p.function() instanceof Closure c
        ? c.position(p.arguments().length)
        : otherwise;
  }

  /** Whether a set is printed as an object. Records come in turn with the sets inside of them. */
  private boolean isPlain(NixAttrs attrs) {
    Shape shape = attrs.topShape();
    boolean flat = attrs.isFlat();
    if (flat && (shape == plain || shape == otherPlain)) {
      return true;
    }
    if (attrs.get("__toString") != null || attrs.get("outPath") != null) {
      return false;
    }
    if (flat) {
      otherPlain = plain;
      plain = shape;
    }
    return true;
  }

  private void string(String bytes) {
    int bad = JsonLiterals.string(out, bytes);
    if (bad >= 0 && notUtf8 == null) {
      notUtf8 = JsonLiterals.invalidUtf8(bytes, bad);
    }
  }

  /** Begins a new piece when this one is long. */
  private void cut() {
    if (out.length() > CHUNK) {
      before.add(out.toString());
      out.setLength(0);
    }
  }

  private void printAttrs(NixAttrs attrs, boolean copyToStore) {
    out.append('{');
    for (int i = 0; i < attrs.size(); i++) {
      if (i > 0) {
        out.append(',');
        cut();
      }
      string(attrs.name(i));
      out.append(':');
      Position at = attrs.position(i);
      try {
        print(attrs.value(i), at, copyToStore);
        attrs.settle(i);
      } catch (EvalException e) {
        throw e.during(
            at, "while evaluating attribute '" + Literals.attributeName(attrs.name(i)) + "'");
      }
    }
    out.append('}');
  }

  private void printList(NixList list, @Nullable Position pos, boolean copyToStore) {
    out.append('[');
    for (int i = 0; i < list.size(); i++) {
      if (i > 0) {
        out.append(',');
        cut();
      }
      try {
        print(list.get(i), pos, copyToStore);
        list.settle(i);
      } catch (EvalException e) {
        throw e.during(pos, "while evaluating list element at index " + i);
      }
    }
    out.append(']');
  }

  /** An object of members that are JSON already. */
  public static String object(SortedMap<String, String> members) {
    StringBuilder out = new StringBuilder("{");
    for (Map.Entry<String, String> member : members.entrySet()) {
      if (out.length() > 1) {
        out.append(',');
      }
      JsonLiterals.string(out, member.getKey());
      out.append(':').append(member.getValue());
    }
    return out.append('}').toString();
  }

  /** JSON that came from elsewhere, written as this class writes it. */
  public static String print(JsonNode node) {
    StringBuilder out = new StringBuilder();
    print(out, node);
    return out.toString();
  }

  private static void print(StringBuilder out, JsonNode node) {
    if (node.isObject()) {
      List<String> names = new ArrayList<>();
      node.fieldNames().forEachRemaining(names::add);
      names.replaceAll(Bytes::encode);
      Collections.sort(names);
      String separator = "{";
      for (String name : names) {
        JsonLiterals.string(out.append(separator), name);
        print(out.append(':'), node.path(Bytes.decode(name)));
        separator = ",";
      }
      out.append(names.isEmpty() ? "{}" : "}");
    } else if (node.isArray()) {
      out.append('[');
      for (int i = 0; i < node.size(); i++) {
        print(i > 0 ? out.append(',') : out, node.path(i));
      }
      out.append(']');
    } else if (node.isTextual()) {
      JsonLiterals.string(out, Bytes.encode(node.textValue()));
    } else if (node.isIntegralNumber() && node.canConvertToLong()) {
      out.append(node.longValue());
    } else if (node.isNumber()) {
      JsonLiterals.number(out, node.doubleValue());
    } else {
      out.append(node.asText());
    }
  }
}
