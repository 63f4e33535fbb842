package dev.kix.k8s.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** What {@link QuickYaml} reads, it reads as {@link YamlTree} does. */
class QuickYamlProperties {
  private static final TextLimits LIMITS = new TextLimits(1 << 20, 12, 1000);
  private static final List<String> TEXTS = texts();

  /** Bits of which YAML's trouble is made. */
  private static final List<String> BITS =
      List.of(
          "a",
          "b: ",
          "c:\n",
          "- ",
          "-",
          ":",
          ": ",
          " ",
          "  ",
          "\n",
          "\n\n",
          "\n  ",
          "\n- ",
          "\n    ",
          "#",
          " # x",
          "\"",
          "'",
          "\"q\"",
          "'s'",
          "{",
          "}",
          "[",
          "]",
          ", ",
          ",",
          "{a: 1}",
          "[1, b]",
          "|",
          "|\n",
          "|-\n",
          "|+\n",
          ">\n",
          "?",
          "? ",
          "&x ",
          "*x",
          "!!str ",
          "<<: ",
          "yes",
          "0644",
          "1_0",
          "1:30",
          "~",
          "null",
          "1.5",
          "-1",
          "--- ",
          "---\n",
          "...",
          "%",
          "@",
          "`",
          "\\n",
          "\\",
          "a b",
          "a:b",
          "a#b",
          "key: value\n",
          "- x: 1\n  y: 2\n",
          "\t",
          "\r\n",
          "é");

  private static List<String> texts() {
    List<String> out = new ArrayList<>();
    for (String folder : List.of("manifests/right", "corpus", "clusters")) {
      try (Stream<Path> files = Files.walk(Path.of("src/test/resources", folder))) {
        for (Path file : files.filter(f -> f.toString().endsWith(".yaml")).sorted().toList()) {
          for (String document : Files.readString(file).split("(?m)^---")) {
            out.add(document);
          }
        }
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
    return out;
  }

  /** The quick tree, null when it is left to YamlTree. */
  private static JsonNode same(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (!QuickYaml.isPlain(bytes)) {
      return null;
    }
    JsonNode quick = QuickYaml.read(bytes, LIMITS, new Words());
    if (quick != null && quick.isMissingNode()) {
      assertThat(text.lines().allMatch(l -> l.isBlank() || l.strip().matches("#.*|---( *|.* #.*)")))
          .as(text)
          .isTrue();
    } else if (quick != null) {
      YamlTree.Result exact;
      try {
        exact = YamlTree.read(text, LIMITS);
      } catch (TextException e) {
        throw new AssertionError("is not YAML: " + e.getMessage() + "\n" + text, e);
      }
      assertThat(quick).as(text).isEqualTo(exact.tree());
      assertThat(quick.toString()).as(text).isEqualTo(String.valueOf(exact.tree()));
      assertThat(exact.remarkable()).as(text).isFalse();
      Places quickly = new Places();
      assertThat(QuickYaml.visit(text, LIMITS, quickly)).as(text).isTrue();
      Places exactly = new Places();
      try {
        YamlTree.visit(text, LIMITS, exactly);
      } catch (TextException e) {
        throw new AssertionError(text, e);
      }
      assertThat(quickly.told).as(text).isEqualTo(exactly.told);
    }
    return quick;
  }

  /** What a visitor is told, in order. */
  private static final class Places implements TreeVisitor {
    private final List<String> told = new ArrayList<>();

    @Override
    public void value(String path, int line) {
      told.add(path + " in line " + line);
    }

    @Override
    public void duplicate(String path, int line) {
      told.add(path + " again in line " + line);
    }

    @Override
    public void ambiguous(String path, String text, String why, int line) {
      told.add(path + " " + text + " " + why + " in line " + line);
    }
  }

  @Test
  void manifestsAreReadQuickly() {
    long quick = TEXTS.stream().filter(t -> same(t) != null).count();
    assertThat(quick).isGreaterThan(TEXTS.size() * 8L / 10);
  }

  @Property(tries = 10_000)
  void textsOfBits(@ForAll long seed) {
    Random random = new Random(seed);
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(12); i >= 0; i--) {
      text.append(BITS.get(random.nextInt(BITS.size())));
    }
    same(text.toString());
  }

  /** A manifest with something put in, taken out, or doubled. */
  @Property(tries = 4_000)
  void damagedManifests(@ForAll long seed) {
    Random random = new Random(seed);
    StringBuilder text = new StringBuilder(TEXTS.get(random.nextInt(TEXTS.size())));
    for (int i = random.nextInt(4); i >= 0 && text.length() > 2; i--) {
      int at = random.nextInt(text.length());
      int to = Math.min(text.length(), at + random.nextInt(6));
      switch (random.nextInt(3)) {
        case 0 -> text.insert(at, BITS.get(random.nextInt(BITS.size())));
        case 1 -> text.delete(at, to);
        default -> text.insert(random.nextInt(text.length()), text.substring(at, to));
      }
    }
    same(text.toString());
  }
}
