package dev.kix.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/**
 * Random texts mean here what they mean to the Nix that is installed. Skipped without one.
 *
 * <p>Older Nix prints attributes in another order and {@code inherit (e) a} as {@code a = (e).a};
 * what it printed is therefore read again and printed here, and so is what we printed.
 */
class DifferentialProperties {
  private static final ParserOptions OPTIONS =
      ParserOptions.builder().basePath("/").pipeOperators(false).build();

  @Property(tries = 100, shrinking = ShrinkingMode.OFF)
  void meansWhatItMeansToNix(@ForAll long seed) throws Exception {
    RealNix.require();
    compare(RandomNix.text(seed, false));
  }

  @Property(tries = 100, shrinking = ShrinkingMode.OFF)
  void isRefusedWhereNixRefusesIt(@ForAll long seed) throws Exception {
    RealNix.require();
    compare(RandomNix.mutated(RandomNix.text(seed, false), seed));
  }

  private static void compare(String text) throws Exception {
    RealNix.Answer nix = RealNix.parse(text);
    Expr ours;
    try {
      ours = parse(text);
    } catch (ParseException e) {
      if (isNewer(e)) {
        return;
      }
      assertThat(nix.accepted()).as("accepted by Nix: %s\n%s", e.getMessage(), text).isFalse();
      assertThat(position(e)).as(e.getMessage() + "\n" + text).isEqualTo(nix.position());
      return;
    }
    if (!nix.accepted() && nix.output().contains("undefined variable")) {
      return;
    }
    assertThat(nix.accepted()).as(nix.output() + "\n" + text).isTrue();
    Expr printedByNix;
    try {
      printedByNix = parse(nix.output());
    } catch (ParseException e) {
      return; // Nix prints some things in a way that nobody can read back
    }
    assertThat(oldStyle(parse(Printer.print(ours, "/home"))))
        .as(text)
        .isEqualTo(oldStyle(printedByNix));
  }

  /** What Nix 2.8 reports elsewhere or not at all. */
  private static boolean isNewer(ParseException e) {
    return e.getMessage().contains("unexpected end of file")
        || e.getMessage().contains("null bytes");
  }

  private static Expr parse(String text) throws ParseException {
    return Parser.parse(new SourceFile(Origin.stdin(), text), OPTIONS);
  }

  private static String position(ParseException e) {
    return e.source().line(e.offset()) + ":" + e.source().column(e.offset());
  }

  private static String oldStyle(Expr e) {
    StringBuilder out = new StringBuilder();
    e.accept(new OldStyle(out));
    return out.toString();
  }

  private static final class OldStyle extends ExprWriter {
    OldStyle(StringBuilder out) {
      super(out, "~");
    }

    /** Newer Nix leaves out parts of indented strings that are empty. */
    @Override
    public StringBuilder visitBinary(Expr.Binary e) {
      if (e.op() == BinaryOp.ADD && isEmpty(e.left())) {
        write(e.right());
        return out;
      }
      if (e.op() == BinaryOp.ADD && isEmpty(e.right())) {
        write(e.left());
        return out;
      }
      return super.visitBinary(e);
    }

    private static boolean isEmpty(Expr e) {
      return e instanceof Expr.Str s && s.value().isEmpty();
    }

    @Override
    void bindings(Bindings bindings) {
      List<Binding> plain = new ArrayList<>();
      for (Binding b : bindings.fixed()) {
        plain.add(
            b.kind() == Binding.Kind.INHERITED_FROM
                ? new Binding(b.name(), b.pos(), Binding.Kind.PLAIN, b.value(), -1, b.doc())
                : b);
      }
      super.bindings(new Bindings(plain, bindings.dynamic(), List.of()));
    }
  }
}
