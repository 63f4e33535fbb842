package dev.kix.grammar;

import java.util.Random;

/**
 * Nix text made at random: most of it valid, with as few parentheses as the author felt like, so
 * that precedence, strings, paths and whitespace are really read. The same seed gives the same
 * text.
 */
final class RandomNix {
  private static final String[] NAMES = {"a", "b", "foo", "x'", "with-dash", "_u", "or1", "inn"};
  private static final String[] OPERATORS = {
    "+", "-", "*", "/", "++", "//", "&&", "||", "->", "==", "!=", "<", "<=", ">", ">="
  };
  private static final String[] SPACES = {
    " ", "\n", "\t", " # note\n", "/* c */", " /** doc */ ", "\r\n", "  \r"
  };

  private final Random random;
  private final StringBuilder out = new StringBuilder();
  private final boolean pipes;

  private RandomNix(long seed, boolean pipes) {
    this.random = new Random(seed);
    this.pipes = pipes;
  }

  /**
   * @param pipes whether pipe operators, which older Nix does not know, may occur
   */
  static String text(long seed, boolean pipes) {
    RandomNix nix = new RandomNix(seed, pipes);
    nix.expr(4);
    return nix.out.toString();
  }

  /** {@code text} with a few random edits: mostly no longer Nix. */
  static String mutated(String text, long seed) {
    Random random = new Random(seed);
    StringBuilder out = new StringBuilder(text);
    int edits = 1 + random.nextInt(3);
    for (int i = 0; i < edits; i++) {
      int at = random.nextInt(out.length() + 1);
      int end = Math.min(out.length(), at + random.nextInt(4));
      switch (random.nextInt(4)) {
        case 0 -> out.delete(at, end);
        case 1 -> out.insert(at, (char) random.nextInt(256));
        case 2 -> out.insert(at, "{}()[]\"'$;=.?:@/*#\\~<>-".charAt(random.nextInt(23)));
        default -> out.insert(at, out.substring(at, end));
      }
    }
    return out.toString();
  }

  private int pick(int n) {
    return random.nextInt(n);
  }

  private boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  private RandomNix put(String s) {
    out.append(s);
    return this;
  }

  private RandomNix space() {
    return put(SPACES[chance(80) ? 0 : pick(SPACES.length)]);
  }

  private String name() {
    return NAMES[pick(NAMES.length)];
  }

  private void expr(int depth) {
    switch (depth <= 0 ? 9 : pick(14)) {
      case 0 -> {
        put(name()).put(":").space();
        expr(depth - 1);
      }
      case 1 -> {
        formals(depth - 1);
        put(":").space();
        expr(depth - 1);
      }
      case 2 -> {
        put("let ");
        bindings(depth - 1, false);
        put(" in ");
        expr(depth - 1);
      }
      case 3 -> {
        put("with ");
        expr(depth - 1);
        put("; ");
        expr(depth - 1);
      }
      case 4 -> {
        put("if ");
        expr(depth - 1);
        put(" then ");
        expr(depth - 1);
        put(" else ");
        expr(depth - 1);
      }
      case 5 -> {
        put("assert ");
        expr(depth - 1);
        put("; ");
        expr(depth - 1);
      }
      default -> pipe(depth);
    }
  }

  private void pipe(int depth) {
    operation(depth);
    if (pipes && chance(5)) {
      String op = chance(50) ? "|>" : "<|";
      int n = 1 + pick(2);
      for (int i = 0; i < n; i++) {
        space().put(op).space();
        operation(depth - 1);
      }
    }
  }

  private void operation(int depth) {
    operand(depth);
    int n = depth <= 0 ? 0 : chance(60) ? 0 : 1 + pick(3);
    for (int i = 0; i < n; i++) {
      space();
      if (chance(10)) {
        put("? ");
        path(depth - 1);
      } else {
        put(OPERATORS[pick(chance(85) ? 9 : OPERATORS.length)]).space();
        operand(depth - 1);
      }
    }
  }

  private void operand(int depth) {
    if (chance(8)) {
      put(chance(50) ? "!" : "-");
    }
    selection(depth);
    int n = depth <= 0 || chance(70) ? 0 : 1 + pick(2);
    for (int i = 0; i < n; i++) {
      space();
      selection(depth - 1);
    }
  }

  private void selection(int depth) {
    simple(depth);
    if (chance(15)) {
      put(".");
      path(depth - 1);
      if (chance(30)) {
        put(" or ");
        simple(depth - 1);
      }
    } else if (chance(2)) {
      put(" or ");
    }
  }

  private void simple(int depth) {
    switch (pick(depth <= 0 ? 9 : 16)) {
      case 0, 1, 2 -> put(name());
      case 3 -> put(Integer.toString(pick(1000)));
      case 4 -> put(pick(100) + 1 + "." + pick(100));
      case 5 -> put("http://example.org/?q=%20");
      case 6 -> put("<nix/path>");
      case 7 -> pathLiteral(depth);
      case 8, 9 -> string(depth);
      case 10 -> indString(depth);
      case 11 -> list(depth);
      case 12, 13 -> {
        put(chance(20) ? "rec {" : chance(5) ? "let {" : "{").space();
        bindings(depth - 1, true);
        put("}");
      }
      default -> {
        put("(");
        expr(depth - 1);
        put(")");
      }
    }
  }

  private void list(int depth) {
    put("[").space();
    for (int i = pick(4); i > 0; i--) {
      selection(depth - 1);
      space();
    }
    put("]");
  }

  private void pathLiteral(int depth) {
    String[] starts = {
      "./a", "../b/c", "/d/e", "f/g", "~/h", "./.", "/i/../j", "./${a}/k", "/${b}"
    };
    put(starts[pick(starts.length)]);
    if (depth > 0 && chance(30)) {
      put("/${");
      expr(depth - 1);
      put("}l+m");
    }
    put(" ");
  }

  private void string(int depth) {
    String[] texts = {
      "plain", "\\n", "\\\"", "\\${x}", "$", "$$", "'", "''", "\\\\", "\r\n", "\r", "\n", "\u00e9",
      "\\q", "{", "$${a}"
    };
    put("\"");
    for (int i = pick(5); i > 0; i--) {
      if (depth > 0 && chance(25)) {
        put("${");
        expr(depth - 1);
        put("}");
      } else {
        put(texts[pick(texts.length)]);
      }
    }
    put("\"");
  }

  private void indString(int depth) {
    String[] texts = {
      "text", " ", "  ", "\n", "\n  ", "\n    ", "''$", "'''", "''\\n", "''\\x", "$", "$$", "\"",
      "\t", "x'y", "\\", "$x"
    };
    put("''");
    for (int i = pick(12); i > 0; i--) {
      if (depth > 0 && chance(12)) {
        put("${");
        expr(depth - 1);
        put("}");
      } else {
        put(texts[pick(texts.length)]);
      }
    }
    put(" ''");
  }

  private void path(int depth) {
    attr(depth);
    while (chance(25)) {
      put(".");
      attr(depth);
    }
  }

  private void attr(int depth) {
    switch (pick(12)) {
      case 0 -> put("or");
      case 1 -> string(0);
      case 2 -> {
        put("${");
        expr(Math.min(depth, 1));
        put("}");
      }
      case 3 -> put("\"if\"");
      default -> put(name());
    }
  }

  private void formals(int depth) {
    boolean first = chance(15);
    boolean last = !first && chance(15);
    put(first ? "args@{" : "{").space();
    int start = pick(NAMES.length);
    int n = pick(4);
    for (int i = 0; i < n; i++) {
      put(i == 0 ? "" : ", ").put(NAMES[(start + i) % NAMES.length]);
      if (chance(30)) {
        put(" ? ");
        expr(depth - 1);
      }
    }
    if (n == 0) {
      put(chance(50) ? "..." : "");
    } else {
      put(chance(30) ? ", ..." : chance(10) ? "," : "");
    }
    put(last ? "}@args" : "}");
  }

  private void bindings(int depth, boolean dynamic) {
    for (int i = pick(4); i > 0; i--) {
      if (chance(20)) {
        put("inherit ");
        if (chance(50)) {
          put("(");
          expr(depth - 1);
          put(") ");
        }
        put("i" + pick(1000) + " \"j" + pick(1000) + "\"");
      } else {
        if (dynamic && chance(10)) {
          put("${");
          expr(0);
          put("}");
        } else {
          put("k" + (chance(30) ? pick(2) : pick(1000)));
        }
        for (int j = chance(30) ? 1 + pick(2) : 0; j > 0; j--) {
          put(".");
          attr(0);
        }
        space().put("=").space();
        expr(depth - 1);
      }
      put(";").space();
    }
  }
}
