package dev.kix.interpreter.processor;

import java.util.ArrayList;
import java.util.List;

/**
 * Writes the dispatcher. Numbers are dense per arity, so that each of the three methods is one
 * {@code tableswitch}: about 12 bytes of bytecode a builtin, far below the 8000 above which HotSpot
 * does not compile a method.
 */
final class TableWriter {
  /** 12 bytes a case leave a margin of two below HotSpot's limit. */
  private static final int MAX_CASES = 300;

  private TableWriter() {}

  static String source(List<BuiltinMethod> methods) {
    StringBuilder out = new StringBuilder(1 << 14);
    out.append(
        """
        package dev.kix.interpreter.builtin;

        import dev.kix.grammar.Position;
        import dev.kix.interpreter.eval.Builtin;
        import dev.kix.interpreter.eval.BuiltinDispatcher;
        import dev.kix.interpreter.eval.EvalState;
        import dev.kix.interpreter.value.Lazy;
        import dev.kix.interpreter.value.Value;
        import org.jspecify.annotations.Nullable;

        /** Calls every builtin by its number. Generated from @NixBuiltin methods. */
        final class GeneratedBuiltins extends BuiltinDispatcher {
          private GeneratedBuiltins() {}

          /** Every builtin, sorted by name. */
          static Builtin[] all() {
            GeneratedBuiltins d = new GeneratedBuiltins();
            return new Builtin[] {
        """);
    int[] next = new int[4];
    List<List<String>> cases =
        List.of(List.of(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    for (BuiltinMethod m : methods) {
      int arity = m.args().size();
      int id = next[arity]++;
      out.append("      new Builtin(\"").append(m.name()).append("\", ").append(arity);
      out.append(", ").append(id).append(", ").append(m.trace()).append(", ").append(m.global());
      out.append(", \"").append(m.experimental()).append("\", d),\n");
      cases.get(arity).add(m.owner() + "." + m.method());
    }
    out.append("    };\n  }\n");
    for (int arity = 1; arity <= 3; arity++) {
      dispatch(out, arity, cases.get(arity));
    }
    return out.append("}\n").toString();
  }

  private static void dispatch(StringBuilder out, int arity, List<String> targets) {
    if (targets.size() > MAX_CASES) {
      throw new IllegalStateException("too many builtins of arity " + arity + ": split the switch");
    }
    String lazies =
        arity == 1 ? "Lazy a" : arity == 2 ? "Lazy a, Lazy b" : "Lazy a, Lazy b, Lazy c";
    String args = arity == 1 ? "a" : arity == 2 ? "a, b" : "a, b, c";
    out.append(
        "\n  @Override\n  public Value call(int id, EvalState state, @Nullable Position pos, ");
    out.append(lazies).append(") {\n    switch (id) {\n");
    for (int id = 0; id < targets.size(); id++) {
      out.append("      case ").append(id).append(": return ").append(targets.get(id));
      out.append("(state, pos, ").append(args).append(");\n");
    }
    out.append("      default: throw new IllegalArgumentException(\"no builtin \" + id);\n");
    out.append("    }\n  }\n");
  }
}
