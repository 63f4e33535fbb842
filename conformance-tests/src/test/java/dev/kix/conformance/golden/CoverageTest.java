package dev.kix.conformance.golden;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kix.interpreter.builtin.Builtins;
import dev.kix.interpreter.diagnostic.ErrorKind;
import dev.kix.interpreter.eval.Builtin;
import dev.kix.interpreter.eval.EvalSettings;
import dev.kix.interpreter.value.NixAttrs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The golden cases leave nothing out. */
class CoverageTest {
  private static final int CASES = 800;

  /** Every experimental feature that brings builtins. */
  private static final EvalSettings ALL =
      EvalSettings.builder()
          .experimentalFeatures(
              Set.of("flakes", "fetch-tree", "dynamic-derivations", "fetch-closure"))
          .build();

  @Test
  void thereAreManyCases() throws IOException {
    assertThat(GoldenTest.cases()).hasSizeGreaterThan(CASES);
  }

  @Test
  void everyBuiltinHasACase() throws IOException {
    StringBuilder all = new StringBuilder();
    for (GoldenCase golden : GoldenTest.cases()) {
      all.append(Files.readString(golden.file(".nix"), StandardCharsets.ISO_8859_1)).append('\n');
    }
    NixAttrs builtins = new Builtins(ALL).attrs();
    List<String> without = new ArrayList<>();
    for (int i = 0; i < builtins.size(); i++) {
      String name = builtins.name(i);
      boolean global =
          !(Objects.requireNonNull(builtins.get(name)).force() instanceof Builtin b)
              || b.isGlobal();
      String used = "builtins\\." + name + "|__" + name + (global ? "|(?<![\\w.'-])" + name : "");
      if (!Pattern.compile("(?:" + used + ")(?![\\w'-])").matcher(all).find()) {
        without.add(name);
      }
    }
    assertThat(without).as("builtins that no golden case uses").isEmpty();
  }

  @Test
  void everyKindOfErrorHasACase() throws IOException {
    Set<ErrorKind> missing = EnumSet.allOf(ErrorKind.class);
    missing.remove(ErrorKind.CANCELLED); // comes from another thread, not from a program
    for (GoldenCase golden : GoldenTest.cases()) {
      String error = golden.error();
      if (error == null) {
        continue;
      }
      if (golden.isPlain()) {
        ErrorKind kind = Embedding.evaluate(golden.file(".nix"), Map.of()).kind();
        if (kind != null) {
          missing.remove(kind);
        }
      } else if (error.contains("is forbidden in pure evaluation mode")) {
        missing.remove(ErrorKind.RESTRICTED); // pure evaluation is a flag
      }
    }
    assertThat(missing).as("kinds of errors without a golden case").isEmpty();
  }
}
