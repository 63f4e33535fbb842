package dev.kix.store.nar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kix.store.file.FileTree;
import dev.kix.store.file.MemoryTree;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class NarProperties {
  @Provide
  Arbitrary<FileTree> trees() {
    return tree(3);
  }

  private static Arbitrary<FileTree> tree(int depth) {
    Arbitrary<FileTree> file =
        Combinators.combine(
                Arbitraries.bytes().array(byte[].class).ofMaxSize(40), Arbitraries.of(true, false))
            .as(MemoryTree::file);
    Arbitrary<FileTree> link =
        Arbitraries.strings()
            .withCharRange((char) 1, (char) 255)
            .ofMinLength(1)
            .ofMaxLength(20)
            .map(MemoryTree::symlink);
    if (depth == 0) {
      return Arbitraries.oneOf(file, link);
    }
    Arbitrary<String> name =
        Arbitraries.strings()
            .withCharRange((char) 1, (char) 255)
            .ofMinLength(1)
            .ofMaxLength(9)
            .filter(text -> text.indexOf('/') < 0 && !text.equals(".") && !text.equals(".."));
    Arbitrary<FileTree> folder =
        Arbitraries.maps(name, Arbitraries.lazy(() -> tree(depth - 1)))
            .ofMaxSize(4)
            .map(MemoryTree::directory);
    return Arbitraries.oneOf(file, link, folder);
  }

  @Property(tries = 200)
  void readUndoesWrite(@ForAll("trees") FileTree tree) throws IOException {
    assertThat(NarTest.load(NarTest.dump(tree))).isEqualTo(tree);
  }

  /**
   * Whatever happens to the bytes, reading gives a tree or the documented exception; and a tree
   * that is read is written back as the same bytes, for the format has one archive a tree.
   */
  @Property(tries = 500)
  void readingSurvivesDamage(
      @ForAll("trees") FileTree tree,
      @ForAll @IntRange(max = 1 << 16) int at,
      @ForAll byte with,
      @ForAll @IntRange(max = 3) int kind)
      throws IOException {
    byte[] nar = NarTest.dump(tree);
    int position = at % nar.length;
    byte[] damaged =
        switch (kind) {
          case 0 -> java.util.Arrays.copyOf(nar, position);
          case 1 -> java.util.Arrays.copyOf(nar, nar.length + 1 + at % 16);
          default -> nar.clone();
        };
    if (kind >= 2) {
      damaged[position] = with;
    }
    FileTree read;
    try {
      read = NarTest.load(damaged);
    } catch (NarException e) {
      assertThat(e.getMessage()).isNotEmpty();
      return;
    }
    assertThat(NarTest.dump(read)).isEqualTo(damaged);
  }

  @Property(tries = 300)
  void readingSurvivesAnything(@ForAll byte[] bytes) throws IOException {
    try {
      NarReader.readToEnd(new ByteArrayInputStream(bytes), new TreeNarSink(1000));
    } catch (NarException e) {
      assertThat(e.getMessage()).startsWith("bad archive: ");
    }
  }
}
