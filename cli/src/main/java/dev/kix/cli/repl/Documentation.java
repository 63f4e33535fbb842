package dev.kix.cli.repl;

import dev.kix.cli.console.CliException;
import dev.kix.cli.manual.BuiltinEntry;
import dev.kix.cli.manual.BuiltinManual;
import dev.kix.cli.manual.TextPage;
import dev.kix.grammar.AttrName;
import dev.kix.grammar.Expr;
import dev.kix.grammar.Position;
import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.eval.Builtin;
import dev.kix.interpreter.eval.Closure;
import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.eval.PartialApplication;
import dev.kix.interpreter.value.Bytes;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code :doc} shows: the manual's page of a builtin, the documentation comment of a function,
 * or of the attribute that an expression ends in. Rules: Nix manual, <i>Documentation comments</i>.
 */
final class Documentation {
  private final Scope scope;
  private final EvalState state;

  Documentation(Scope scope, EvalState state) {
    this.scope = scope;
    this.state = state;
  }

  /** The page about what {@code expression} is, ending in a newline; ordinary text. */
  String of(String expression) {
    Expr parsed = scope.parse(expression);
    Attribute attribute = null;
    if (parsed instanceof Expr.Select select && select.fallback() == null) {
      attribute = attribute(expression, select);
    }
    String page = page(scope.evaluate(state, expression));
    if (page == null && attribute != null) {
      page = attribute.page();
    }
    if (page == null) {
      throw new CliException("value does not have documentation");
    }
    return page;
  }

  private @Nullable String page(Value value) {
    if (value instanceof Builtin builtin) {
      BuiltinEntry entry = BuiltinManual.load().find(builtin.name());
      return entry == null ? null : TextPage.of(entry);
    }
    if (value instanceof Closure closure) {
      return page(closure.lambda(), closure.position());
    }
    if (value instanceof PartialApplication partial
        && partial.function() instanceof Closure closure) {
      int given = partial.arguments().length;
      return page(closure.lambda(given), closure.position(given));
    }
    if (value instanceof NixAttrs attrs) {
      Lazy functor = attrs.get("__functor");
      if (functor != null) {
        try {
          // What a user calls is the function after the set itself was given to it.
          state.enter(null);
          String page = page(state.call(state.force(functor, null), null, value));
          state.leave();
          return page;
        } catch (EvalException e) {
          throw e.during(null, "while partially calling '__functor' to retrieve documentation");
        }
      }
    }
    return null;
  }

  private static String page(Expr.Lambda lambda, Position position) {
    @Nullable String name = lambda.name();
    @Nullable String comment = lambda.doc();
    return (name == null ? "Function " : "Function `" + Bytes.decode(name) + "`\n  … ")
        + "defined at "
        + Bytes.decode(position.toString())
        + "\n"
        + (comment == null ? "" : "\n\n" + Bytes.decode(DocComment.text(comment)) + "\n");
  }

  // ---- attributes ----

  private record Attribute(String name, Position position) {
    String page() {
      String comment = DocComment.before(position.source().text(), position.offset());
      return "Attribute `"
          + Bytes.decode(name)
          + "`\n\n  … defined at "
          + Bytes.decode(position.toString())
          + "\n\n"
          + (comment == null
              ? "No documentation found.\n"
              : "\n" + Bytes.decode(DocComment.text(comment)) + "\n");
    }
  }

  /** The attribute that a selection ends in, or null when nobody wrote it. */
  private @Nullable Attribute attribute(String expression, Expr.Select select) {
    List<AttrName> path = select.path();
    AttrName last = path.get(path.size() - 1);
    String name = last.name();
    String before = expression.substring(0, last.pos()).stripTrailing();
    if (name == null || !before.endsWith(".")) {
      return null;
    }
    NixAttrs attrs;
    try {
      attrs =
          state.forceAttrs(
              scope.evaluate(state, before.substring(0, before.length() - 1)),
              null,
              "while evaluating an attribute set to look for documentation");
    } catch (EvalException e) {
      return null; // evaluating the whole says what is wrong, and where
    }
    Position position = attrs.position(name);
    return position == null ? null : new Attribute(name, position);
  }
}
