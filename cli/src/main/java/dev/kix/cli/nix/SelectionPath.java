package dev.kix.cli.nix;

import dev.kix.interpreter.diagnostic.ErrorKind;
import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.diagnostic.Suggestions;
import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.NixList;
import dev.kix.interpreter.value.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@code -A} takes: attribute names and list indices with dots between them. */
public final class SelectionPath {
  private final String text;
  private final List<String> parts;

  private SelectionPath(String text, List<String> parts) {
    this.text = text;
    this.parts = parts;
  }

  /**
   * Reads a path; a part in double quotes may contain dots.
   *
   * @param text one char per byte
   * @throws EvalException when a quote is not closed
   */
  public static SelectionPath parse(String text) {
    List<String> parts = new ArrayList<>();
    StringBuilder part = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '.') {
        parts.add(part.toString());
        part.setLength(0);
      } else if (c == '"') {
        int end = text.indexOf('"', i + 1);
        if (end < 0) {
          throw new EvalException(
              ErrorKind.PARSE, "missing closing quote in selection path '" + text + "'", null);
        }
        part.append(text, i + 1, end);
        i = end;
      } else {
        part.append(c);
      }
    }
    if (part.length() > 0) {
      parts.add(part.toString());
    }
    return new SelectionPath(text, List.copyOf(parts));
  }

  /** The names and indices, one char per byte. */
  public List<String> parts() {
    return parts;
  }

  /**
   * Walks from {@code root}, calling functions on the way with {@code args}.
   *
   * @return what the path leads to, not called and perhaps not evaluated
   * @throws EvalException when it leads nowhere
   */
  public Lazy select(EvalState state, NixAttrs args, Lazy root) {
    Lazy at = root;
    for (String part : parts) {
      Value value = AutoCall.apply(state, args, at);
      Integer index = index(part);
      at = index == null ? attribute(value, part) : element(value, index);
    }
    return at;
  }

  /**
   * How far a path leads.
   *
   * @param value what it leads to, or null when an attribute is missing on the way
   * @param names what there is where the attribute is missing
   * @param missing the attribute
   */
  public record Partial(@Nullable Lazy value, List<String> names, String missing) {}

  /**
   * Walks from {@code root} through sets as far as there is something; functions are not called.
   */
  public Partial find(EvalState state, Lazy root) {
    Lazy at = root;
    for (String part : parts) {
      Value value = state.force(at, null);
      Lazy next = value instanceof NixAttrs attrs ? attrs.get(part) : null;
      if (next == null) {
        return new Partial(null, value instanceof NixAttrs a ? names(a) : List.of(), part);
      }
      at = next;
    }
    return new Partial(at, List.of(), "");
  }

  private Lazy attribute(Value value, String name) {
    if (!(value instanceof NixAttrs attrs)) {
      throw wrongType("a set", value);
    }
    if (name.isEmpty()) {
      throw new EvalException(
          ErrorKind.EVAL, "empty attribute name in selection path '" + text + "'", null);
    }
    Lazy found = attrs.get(name);
    if (found == null) {
      throw new EvalException(
              ErrorKind.MISSING_ATTRIBUTE,
              "attribute '" + name + "' in selection path '" + text + "' not found",
              null)
          .suggesting(Suggestions.bestMatches(names(attrs), name));
    }
    return found;
  }

  private Lazy element(Value value, int index) {
    if (!(value instanceof NixList list)) {
      throw wrongType("a list", value);
    }
    if (index >= list.size()) {
      throw new EvalException(
          ErrorKind.MISSING_ATTRIBUTE,
          "list index " + index + " in selection path '" + text + "' is out of range",
          null);
    }
    return list.get(index);
  }

  private EvalException wrongType(String expected, Value found) {
    return new EvalException(
        ErrorKind.TYPE,
        "the expression selected by the selection path '"
            + text
            + "' should be "
            + expected
            + " but is "
            + found.describeType(),
        null);
  }

  private static List<String> names(NixAttrs attrs) {
    NixAttrs flat = attrs.flatten();
    List<String> names = new ArrayList<>(flat.size());
    for (int i = 0; i < flat.size(); i++) {
      names.add(flat.name(i));
    }
    return names;
  }

  private static @Nullable Integer index(String part) {
    if (part.isEmpty() || part.length() > 9) {
      return null;
    }
    for (int i = 0; i < part.length(); i++) {
      if (part.charAt(i) < '0' || part.charAt(i) > '9') {
        return null;
      }
    }
    return Integer.valueOf(part);
  }
}
