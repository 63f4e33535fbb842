package dev.kix.interpreter.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Compiles the sources under {@code src/test/resources} against stubs of the interpreter. */
class BuiltinProcessorTest {
  private static final boolean ACCEPT = Boolean.getBoolean("kix.accept");

  @TempDir Path out;

  static Stream<String> bad() throws Exception {
    try (Stream<Path> files = Files.list(resources().resolve("bad"))) {
      return files
          .map(f -> f.getFileName().toString())
          .filter(f -> f.endsWith(".java.txt"))
          .map(f -> f.substring(0, f.length() - ".java.txt".length()))
          .sorted()
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("bad")
  void refuses(String name) throws Exception {
    golden("bad/" + name + ".err.exp", compile(resources().resolve("bad/" + name + ".java.txt")));
    assertThat(out.resolve("dev/kix/interpreter/builtin/GeneratedBuiltins.java")).doesNotExist();
  }

  @Test
  void writesTheTableAndTheManual() throws Exception {
    assertThat(compile(resources().resolve("good/Good.java.txt"))).isEmpty();
    Path generated = out.resolve("dev/kix/interpreter/builtin");
    golden(
        "good/GeneratedBuiltins.exp",
        Files.readString(generated.resolve("GeneratedBuiltins.java")));
    golden("good/builtins.json.exp", Files.readString(generated.resolve("builtins.json")));
  }

  private void golden(String file, String actual) throws Exception {
    if (ACCEPT) {
      Files.writeString(
          Path.of("src/test/resources/dev/kix/interpreter/processor").resolve(file), actual);
      return;
    }
    assertThat(actual).isEqualTo(Files.readString(resources().resolve(file)));
  }

  /** The diagnostics, one a line. */
  private String compile(Path source) throws Exception {
    JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
    try (StandardJavaFileManager files =
        javac.getStandardFileManager(diagnostics, Locale.ROOT, StandardCharsets.UTF_8)) {
      files.setLocationFromPaths(StandardLocation.CLASS_OUTPUT, List.of(out));
      files.setLocationFromPaths(StandardLocation.SOURCE_OUTPUT, List.of(out));
      List<Path> sources = new ArrayList<>();
      sources.add(renamed(source));
      try (Stream<Path> stubs = Files.list(resources().resolve("stubs"))) {
        for (Path stub : stubs.sorted().toList()) {
          sources.add(renamed(stub));
        }
      }
      JavaCompiler.CompilationTask task =
          javac.getTask(
              null,
              files,
              diagnostics,
              List.of("-Xlint:-options"),
              null,
              files.getJavaFileObjectsFromPaths(sources));
      task.setProcessors(List.of(new BuiltinProcessor()));
      task.setLocale(Locale.ROOT);
      task.call();
    }
    StringBuilder text = new StringBuilder();
    for (Diagnostic<? extends JavaFileObject> d : diagnostics.getDiagnostics()) {
      text.append(d.getLineNumber()).append(": ").append(d.getMessage(Locale.ROOT)).append('\n');
    }
    return text.toString();
  }

  /** Kept as {@code .java.txt} so that nothing else tries to compile or format it. */
  private Path renamed(Path source) throws IOException {
    String name = source.getFileName().toString();
    Path copy = out.resolve(name.substring(0, name.length() - ".txt".length()));
    return Files.copy(source, copy);
  }

  private static Path resources() throws URISyntaxException {
    return Path.of(BuiltinProcessorTest.class.getResource("stubs").toURI()).getParent();
  }
}
