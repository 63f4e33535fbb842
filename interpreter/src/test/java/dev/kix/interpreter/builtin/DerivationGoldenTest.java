package dev.kix.interpreter.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kix.interpreter.Interpreter;
import dev.kix.interpreter.Permissions;
import dev.kix.interpreter.diagnostic.DiagnosticRenderer;
import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.eval.EvalSettings;
import dev.kix.interpreter.print.LegacyPrinter;
import dev.kix.interpreter.value.Bytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code NAME.nix} beside {@code NAME.exp}, what {@code nix-instantiate --eval --strict} prints.
 * Where Nix is installed, the expected output of the cases not called {@code new-*} (which its old
 * version does not know) is compared with Nix itself too. {@code -Dkix.accept=true} writes what kix
 * prints.
 */
class DerivationGoldenTest {
  private static final Path CASES =
      Path.of("src/test/resources/dev/kix/interpreter/derivations").toAbsolutePath();

  @TempDir static Path store;

  @TestFactory
  List<DynamicTest> cases() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    boolean nix = Files.isExecutable(Path.of("/usr/bin/nix-instantiate"));
    if (!nix) {
      System.err.println("nix-instantiate is not installed: derivations are not compared with it");
    }
    try (var files = Files.list(CASES)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".nix")).sorted().toList()) {
        String name = file.getFileName().toString();
        tests.add(DynamicTest.dynamicTest(name, () -> check(file)));
        if (nix && !name.startsWith("new-")) {
          tests.add(DynamicTest.dynamicTest(name + " in Nix", () -> compare(file)));
        }
      }
    }
    return tests;
  }

  private static Path expected(Path file) {
    return file.resolveSibling(file.getFileName().toString().replace(".nix", ".exp"));
  }

  private static void check(Path file) throws IOException {
    String actual = evaluate(file);
    Path expected = expected(file);
    if (Boolean.getBoolean("kix.accept")) {
      Files.writeString(expected, actual);
    }
    assertThat(actual).isEqualTo(Files.readString(expected));
  }

  private static String evaluate(Path file) {
    EvalSettings settings =
        EvalSettings.builder()
            .experimentalFeatures(
                Set.of(
                    "ca-derivations",
                    "impure-derivations",
                    "dynamic-derivations",
                    "fetch-tree",
                    "flakes"))
            .build();
    try (Interpreter interpreter =
        Interpreter.builder().settings(settings).permissions(Permissions.all()).build()) {
      try {
        return Bytes.decode(
                LegacyPrinter.print(interpreter.evaluateFile(file).forceDeeply().value()))
            + "\n";
      } catch (EvalException e) {
        return DiagnosticRenderer.plain(true).render(e).replace(CASES.toString(), "/pwd") + "\n";
      }
    }
  }

  private static void compare(Path file) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(
                "nix-instantiate",
                "--eval",
                "--strict",
                "--read-write-mode",
                "--store",
                store.toString(),
                "--option",
                "experimental-features",
                "ca-derivations",
                file.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().put("HOME", store.toString()); // where Nix keeps what it fetched
    Process process = builder.start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(Files.readString(expected(file))).isEqualTo(printed);
  }
}
