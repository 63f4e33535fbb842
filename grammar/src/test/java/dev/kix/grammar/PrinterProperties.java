package dev.kix.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/** What is printed can be read, and is then printed as before. */
class PrinterProperties {
  private static final ParserOptions OPTIONS = ParserOptions.builder().build();

  @Property(tries = 2000, shrinking = ShrinkingMode.OFF)
  void printedTreesReadBack(@ForAll long seed) throws ParseException {
    String printed = Printer.print(RandomTree.tree(seed));
    Expr again = Parser.parse(new SourceFile(Origin.string(), printed), OPTIONS);
    assertThat(Printer.print(again)).isEqualTo(printed);
  }
}
