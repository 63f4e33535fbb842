package dev.kix.interpreter.eval;

import dev.kix.grammar.Expr;
import dev.kix.grammar.Origin;
import dev.kix.grammar.Position;
import dev.kix.interpreter.value.ContextBuilder;
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
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Values as the XML that {@code builtins.toXML} and {@code nix-instantiate --eval --xml} print. The
 * output holds one char per byte.
 */
public final class XmlPrinter {
  private final EvalState state;
  private final ContextBuilder context;
  private final boolean strict;
  private final boolean locations;
  private final StringBuilder out = new StringBuilder();
  private final Set<String> derivations = new HashSet<>();
  private int indent = 1;

  private XmlPrinter(EvalState state, ContextBuilder context, boolean strict, boolean locations) {
    this.state = state;
    this.context = context;
    this.strict = strict;
    this.locations = locations;
  }

  /**
   * The value as an XML document; what its strings refer to is added to {@code context}.
   *
   * @param strict whether to evaluate; otherwise whatever is not evaluated is {@code <unevaluated
   *     />}
   * @param locations whether attributes and functions say where they are defined
   */
  public static String print(
      EvalState state, Lazy value, ContextBuilder context, boolean strict, boolean locations) {
    XmlPrinter printer = new XmlPrinter(state, context, strict, locations);
    printer.out.append("<?xml version='1.0' encoding='utf-8'?>\n<expr>\n");
    printer.value(value, null, false);
    return printer.out.append("</expr>\n").toString();
  }

  private void value(Lazy lazy, @Nullable Position pos) {
    value(lazy, pos, true);
  }

  private void value(Lazy lazy, @Nullable Position pos, boolean nested) {
    Value v = strict ? state.force(lazy, pos) : lazy.valueIfForced();
    if (v == null || (!strict && nested && lazy instanceof NixFunction f && f.isUntouched())) {
      empty("unevaluated");
      return;
    }
    state.enter(pos);
    switch (v.type()) {
      case INT -> empty("int", "value", Long.toString(((NixInt) v).value()));
      case FLOAT -> empty("float", "value", FloatFormat.general(((NixFloat) v).value()));
      case BOOL -> empty("bool", "value", v == NixBool.TRUE ? "true" : "false");
      case NULL -> empty("null");
      case STRING -> {
        context.addAll(((NixString) v).context());
        empty("string", "value", ((NixString) v).value());
      }
      case PATH -> empty("path", "value", ((NixPath) v).display());
      case LIST -> {
        NixList list = (NixList) v;
        open("list");
        for (int i = 0; i < list.size(); i++) {
          value(list.get(i), pos);
        }
        close("list");
      }
      case ATTRS -> attrs((NixAttrs) v);
      case FUNCTION -> function((NixFunction) v);
    }
    state.leave();
  }

  private void attrs(NixAttrs attrs) {
    if (!Equality.isDerivation(state, attrs)) {
      open("attrs");
      members(attrs);
      close("attrs");
      return;
    }
    String drvPath = string(attrs, "drvPath");
    String outPath = string(attrs, "outPath");
    List<String> properties = new ArrayList<>(4);
    if (drvPath != null) {
      properties.add("drvPath");
      properties.add(drvPath);
    }
    if (outPath != null) {
      properties.add("outPath");
      properties.add(outPath);
    }
    open("derivation", properties.toArray(new String[0]));
    if (drvPath != null && !drvPath.isEmpty() && derivations.add(drvPath)) {
      members(attrs);
    } else {
      empty("repeated");
    }
    close("derivation");
  }

  private @Nullable String string(NixAttrs attrs, String name) {
    Lazy lazy = attrs.get(name);
    if (lazy == null) {
      return null;
    }
    Value v = strict ? state.force(lazy, attrs.position(name)) : lazy.valueIfForced();
    return v instanceof NixString s ? s.value() : null;
  }

  private void members(NixAttrs layered) {
    NixAttrs attrs = layered.flatten();
    for (int i = 0; i < attrs.size(); i++) {
      Position pos = attrs.position(i);
      open("attr", located(pos, "name", attrs.name(i)));
      value(attrs.value(i), pos);
      close("attr");
    }
  }

  private void function(NixFunction function) {
    int given = 0;
    NixFunction f = function;
    if (f instanceof PartialApplication p) {
      given = p.arguments().length;
      f = p.function();
    }
    if (!(f instanceof Closure closure)) {
      empty("unevaluated");
      return;
    }
    Expr.Lambda lambda = closure.lambda(given);
    open("function", located(closure.position(given)));
    List<Expr.Formal> formals = lambda.formals();
    String arg = lambda.arg();
    if (formals == null) {
      empty("varpat", "name", arg == null ? "" : arg);
    } else {
      pattern(lambda, arg, formals);
    }
    close("function");
  }

  private void pattern(Expr.Lambda lambda, @Nullable String arg, List<Expr.Formal> formals) {
    List<String> properties = new ArrayList<>(4);
    if (lambda.ellipsis()) {
      properties.add("ellipsis");
      properties.add("1");
    }
    if (arg != null) {
      properties.add("name");
      properties.add(arg);
    }
    open("attrspat", properties.toArray(new String[0]));
    List<String> names = new ArrayList<>(formals.size());
    for (Expr.Formal formal : formals) {
      names.add(formal.name());
    }
    names.sort(null);
    for (String name : names) {
      empty("attr", "name", name);
    }
    close("attrspat");
  }

  /** Properties in the order of their names: column, line, name, path. */
  private String[] located(@Nullable Position pos, String... name) {
    if (!locations || pos == null) {
      return name;
    }
    List<String> all = new ArrayList<>(8);
    all.add("column");
    all.add(Integer.toString(pos.column()));
    all.add("line");
    all.add(Integer.toString(pos.line()));
    all.addAll(List.of(name));
    Origin origin = pos.source().origin();
    if (origin.kind() == Origin.Kind.FILE && origin.path() != null) {
      all.add("path");
      all.add(origin.path());
    }
    return all.toArray(new String[0]);
  }

  // ---- elements ----

  private void open(String element, String... properties) {
    start(element, properties);
    out.append(">\n");
    indent++;
  }

  private void close(String element) {
    indent--;
    out.repeat(' ', indent * 2).append("</").append(element).append(">\n");
  }

  private void empty(String element, String... properties) {
    start(element, properties);
    out.append(" />\n");
  }

  private void start(String element, String... properties) {
    out.repeat(' ', indent * 2).append('<').append(element);
    for (int i = 0; i < properties.length; i += 2) {
      out.append(' ').append(properties[i]).append("=\"");
      escaped(properties[i + 1]);
      out.append('"');
    }
  }

  private void escaped(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("&quot;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '&' -> out.append("&amp;");
        // A raw line break would be read back as a blank (XML 1.0, section 3.3.3).
        case '\n' -> out.append("&#xA;");
        default -> out.append(c);
      }
    }
  }
}
