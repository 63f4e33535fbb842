package dev.kix.interpreter.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kix.interpreter.Interpreter;
import dev.kix.interpreter.Permissions;
import dev.kix.interpreter.print.LegacyPrinter;
import dev.kix.interpreter.value.Bytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two hundred random derivations that use each other have the paths that Nix gives them. */
class DerivationDifferentialTest {
  private static final int COUNT = 200;
  private static final long SEED = 20261121;
  private static final String[] TEXTS = {
    "", "x", "a b", "\\\"q\\\"", "\\\\", "\\n", "\\t", "\\r", "ünï", "$x", "\\${y}", "/bin/sh"
  };

  @TempDir Path folder;
  private final Random random = new Random(SEED);

  @Test
  void computesThePathsThatNixComputes() throws IOException, InterruptedException {
    if (!Files.isExecutable(Path.of("/usr/bin/nix-instantiate"))) {
      System.err.println("nix-instantiate is not installed: random derivations are not compared");
      Assumptions.abort("no Nix here");
    }
    Files.writeString(folder.resolve("source"), "text");
    Path program = folder.resolve("program.nix");
    Files.writeString(program, program());
    String expected = nix(program);
    assertThat(expected).contains("/nix/store/");
    try (Interpreter interpreter = Interpreter.builder().permissions(Permissions.all()).build()) {
      assertThat(
              Bytes.decode(
                      LegacyPrinter.print(interpreter.evaluateFile(program).forceDeeply().value()))
                  + "\n")
          .isEqualTo(expected);
    }
  }

  private String nix(Path program) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                "nix-instantiate",
                "--eval",
                "--strict",
                "--read-write-mode",
                "--store",
                folder.resolve("store").toString(),
                program.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    return out;
  }

  private String program() {
    StringBuilder out = new StringBuilder("rec {\n");
    for (int i = 0; i < COUNT; i++) {
      out.append("  d").append(i).append(" = derivation {\n");
      out.append("    name = \"pkg-").append(i).append("\"; builder = ");
      out.append(random.nextInt(4) == 0 && i > 0 ? dependency(i) : "\"/bin/sh\"");
      out.append("; system = \"x86_64-linux\";\n");
      if (random.nextInt(5) == 0) {
        out.append("    outputHash = \"")
            .append("0123456789abcdef".charAt(random.nextInt(16)))
            .append("0".repeat(63))
            .append("\"; outputHashAlgo = \"sha256\"; outputHashMode = \"")
            .append(random.nextBoolean() ? "flat" : "recursive")
            .append("\";\n");
      } else if (random.nextInt(3) == 0) {
        out.append("    outputs = [ \"out\" \"dev\" \"lib\" ];\n");
      }
      if (random.nextInt(4) == 0) {
        out.append("    __structuredAttrs = true;\n");
      }
      for (int k = random.nextInt(6); k >= 0; k--) {
        out.append("    a").append(k).append(" = ").append(value(i, 2)).append(";\n");
      }
      out.append("    args = [ ").append(value(i, 0)).append(" ];\n  };\n");
    }
    out.append("  all = map (d: [ d.drvPath (map toString d.all) ]) [");
    for (int i = 0; i < COUNT; i++) {
      out.append(" d").append(i);
    }
    // Only the paths: printing all sets would print most of them thousands of times.
    return out.append(" ];\n}.all\n").toString();
  }

  private String dependency(int below) {
    String d = "d" + random.nextInt(below);
    return switch (random.nextInt(4)) {
      case 0 -> "\"${" + d + "}/bin/x\"";
      case 1 -> "\"" + "${builtins.head " + d + ".all}\"";
      case 2 -> "(builtins.unsafeDiscardOutputDependency " + d + ".drvPath)";
      default -> d + ".outPath";
    };
  }

  private String value(int below, int depth) {
    return switch (random.nextInt(depth > 0 ? 8 : 4)) {
      case 0 -> "\"" + TEXTS[random.nextInt(TEXTS.length)] + "\"";
      case 1 -> below > 0 ? dependency(below) : "\"first\"";
      case 2 -> Integer.toString(random.nextInt(1000));
      case 3 -> "./source";
      case 4 -> random.nextBoolean() ? "true" : "false";
      case 5 -> "null";
      case 6 -> "(builtins.toFile \"f\" \"" + TEXTS[random.nextInt(TEXTS.length)] + "\")";
      default -> "[ " + value(below, depth - 1) + " " + value(below, depth - 1) + " ]";
    };
  }
}
