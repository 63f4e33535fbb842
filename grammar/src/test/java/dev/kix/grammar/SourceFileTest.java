package dev.kix.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SourceFileTest {
  private static SourceFile file(String text) {
    return new SourceFile(Origin.string(), text);
  }

  private static String at(SourceFile file, int offset) {
    return file.line(offset) + ":" + file.column(offset);
  }

  @Test
  void everyKindOfLineEndCounts() {
    SourceFile f = file("a\nb\r\nc\rd\n\re");
    assertThat(at(f, 0)).isEqualTo("1:1");
    assertThat(at(f, 1)).isEqualTo("1:2"); // the terminator belongs to its line
    assertThat(at(f, 2)).isEqualTo("2:1");
    assertThat(at(f, 3)).isEqualTo("2:2");
    assertThat(at(f, 4)).isEqualTo("2:3"); // within CRLF
    assertThat(at(f, 5)).isEqualTo("3:1");
    assertThat(at(f, 7)).isEqualTo("4:1");
    assertThat(at(f, 9)).isEqualTo("5:1"); // LF CR is two ends
    assertThat(at(f, 10)).isEqualTo("6:1");
    assertThat(at(f, 11)).isEqualTo("6:2");
    assertThat(f.lineText(2)).isEqualTo("b");
    assertThat(f.lineText(5)).isEmpty();
    assertThat(f.lineText(7)).isNull();
    assertThat(f.lineText(0)).isNull();
  }

  @Test
  void theEndIsAPlaceToo() {
    assertThat(at(file(""), 0)).isEqualTo("1:1");
    assertThat(at(file("a"), 1)).isEqualTo("1:2");
    assertThat(at(file("a\n"), 2)).isEqualTo("2:1");
    assertThat(at(file("a\r\n"), 3)).isEqualTo("2:1");
    assertThat(file("a\n").lineText(2)).isEmpty();
  }

  @Test
  void columnsCountBytes() {
    assertThat(at(file("\u00c3\u00a9 x"), 3)).isEqualTo("1:4");
  }
}
