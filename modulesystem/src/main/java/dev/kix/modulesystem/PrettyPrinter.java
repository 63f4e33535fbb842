package dev.kix.modulesystem;

import dev.kix.interpreter.eval.EvalState;
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

/**
 * Values as Nix code over several lines: {@code lib.generators.toPretty { }}, and the same with
 * {@code lib.generators.withRecursion { depthLimit = 10; throwOnDepthLimit = false; }} for
 * messages.
 */
final class PrettyPrinter {
  private static final String UNEVALUATED = "\"<unevaluated>\"";
  private static final int NO_LIMIT = Integer.MAX_VALUE;

  private final EvalState state;
  private final int depthLimit;
  private final boolean allowPrettyValues;

  private PrettyPrinter(EvalState state, int depthLimit, boolean allowPrettyValues) {
    this.state = state;
    this.depthLimit = depthLimit;
    this.allowPrettyValues = allowPrettyValues;
  }

  /** For error messages: at most ten levels. */
  static PrettyPrinter forMessages(EvalState state) {
    return new PrettyPrinter(state, 10, false);
  }

  /** For documentation: everything, {@code __pretty} honoured. */
  static PrettyPrinter forDocs(EvalState state) {
    return new PrettyPrinter(state, NO_LIMIT, true);
  }

  String print(Lazy v) {
    StringBuilder out = new StringBuilder();
    print(v, "", 0, out);
    return out.toString();
  }

  private void print(Lazy lazy, String indent, int depth, StringBuilder out) {
    if (depth > depthLimit) {
      out.append(UNEVALUATED);
      return;
    }
    Value v = lazy.force();
    if (v instanceof NixList l) {
      list(l, indent, depth, out);
    } else if (v instanceof NixAttrs a && a.has("__functor") && Nix.isFunction(state, a)) {
      function(a, out);
    } else if (v instanceof NixAttrs a) {
      attrs(a, indent, depth, out);
    } else if (depth == depthLimit) {
      out.append(UNEVALUATED); // a leaf counts as one level more than the collection holding it
    } else if (v instanceof NixString s) {
      string(s.value(), indent, out);
    } else if (v instanceof NixInt i) {
      out.append(i.value());
    } else if (v instanceof NixBool b) {
      out.append(b.value());
    } else if (v instanceof NixFloat f) {
      out.append(Nix.number(f));
    } else if (v instanceof NixPath p) {
      out.append(p.path());
    } else if (v instanceof NixFunction f) {
      function(f, out);
    } else {
      out.append("null");
    }
  }

  private void list(NixList l, String indent, int depth, StringBuilder out) {
    if (l.size() == 0) {
      out.append("[ ]");
      return;
    }
    String inner = indent + "  ";
    out.append('[');
    for (Lazy e : l.elements()) {
      out.append('\n').append(inner);
      print(e, inner, depth + 1, out);
    }
    out.append('\n').append(indent).append(']');
  }

  private void attrs(NixAttrs a, String indent, int depth, StringBuilder out) {
    if (allowPrettyValues && a.has("__pretty") && a.has("val")) {
      Value shown = state.call(Nix.select(a, "__pretty"), null, Nix.selectLazy(a, "val"));
      out.append(Nix.text(state, shown));
      return;
    }
    if (a.isEmpty()) {
      out.append("{ }");
      return;
    }
    if (Nix.isDerivation(a)) {
      Lazy name = a.get("name");
      out.append("<derivation ").append(name == null ? "???" : Nix.text(state, name)).append('>');
      return;
    }
    NixAttrs flat = a.flatten();
    String inner = indent + "  ";
    out.append('{');
    for (int i = 0; i < flat.size(); i++) {
      out.append('\n').append(inner).append(Show.identifier(flat.name(i))).append(" = ");
      print(flat.value(i), inner, depth + 1, out);
      out.append(';');
    }
    out.append('\n').append(indent).append('}');
  }

  private void function(Value f, StringBuilder out) {
    NixAttrs args = Nix.functionArgs(state, f).flatten();
    if (args.isEmpty()) {
      out.append("<function>");
      return;
    }
    out.append("<function, args: {");
    for (int i = 0; i < args.size(); i++) {
      out.append(i == 0 ? "" : ", ").append(args.name(i));
      if (args.value(i).force() == NixBool.TRUE) {
        out.append('?');
      }
    }
    out.append("}>");
  }

  private static void string(String s, String indent, StringBuilder out) {
    if (s.indexOf('\n') < 0) {
      out.append('"').append(escapeSingleLine(s)).append('"');
      return;
    }
    String[] lines = escapeMultiline(s).split("\n", -1);
    String inner = "\n" + indent + "  ";
    out.append("''").append(inner);
    for (int i = 0; i < lines.length - 1; i++) {
      out.append(i == 0 ? "" : inner).append(lines[i]);
    }
    String last = lines[lines.length - 1];
    out.append(last.isEmpty() ? "\n" + indent : inner + last).append("''");
  }

  private static String escapeSingleLine(String s) {
    return s.replace("\\", "\\\\").replace("\"", "\\\"").replace("${", "\\${");
  }

  private static String escapeMultiline(String s) {
    StringBuilder out = new StringBuilder(s.length() + 8);
    for (int i = 0; i < s.length(); i++) {
      if (s.startsWith("${", i)) {
        out.append("''${");
        i++;
      } else if (s.startsWith("''", i)) {
        out.append("'''");
        i++;
      } else {
        out.append(s.charAt(i));
      }
    }
    return out.toString();
  }
}
