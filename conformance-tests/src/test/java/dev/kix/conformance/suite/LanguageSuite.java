package dev.kix.conformance.suite;

import dev.kix.conformance.Program;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Runs the cases of {@code tests/functional/lang} of NixOS/nix through {@code kix nix-instantiate},
 * as its {@code lang.sh} does, and scores each: <i>value</i> (exit code and standard output),
 * <i>message</i> (the last line of the expected error is there) and <i>exact</i> (all of standard
 * output and standard error, blanks at ends of lines aside).
 */
final class LanguageSuite {
  private static final List<String> KINDS =
      List.of("parse-fail", "parse-okay", "eval-fail", "eval-okay");
  private static final String CONFIG =
      "show-trace = true\nexperimental-features = nix-command flakes\n";

  private final Path root;

  /**
   * What one case scored.
   *
   * @param kind which kind of case, such as {@code eval-fail}
   */
  record Score(String kind, String name, boolean value, boolean message, boolean exact) {}

  /**
   * @param functional the folder that holds {@code lang}
   */
  LanguageSuite(Path functional) {
    this.root = functional;
  }

  /** Runs all cases, in the order of kinds and names. */
  List<Score> run() throws IOException, InterruptedException {
    List<Score> scores = new ArrayList<>();
    for (String kind : KINDS) {
      for (String name : names(kind)) {
        if (!Files.exists(file(name, ".exp-disabled"))) {
          scores.add(score(kind, name));
        }
      }
    }
    return scores;
  }

  private List<String> names(String kind) throws IOException {
    try (Stream<Path> files = Files.list(root.resolve("lang"))) {
      return files
          .map(f -> String.valueOf(f.getFileName()))
          .filter(n -> n.startsWith(kind + "-") && n.endsWith(".nix"))
          .map(n -> n.substring(0, n.length() - ".nix".length()))
          .sorted()
          .toList();
    }
  }

  private Path file(String name, String extension) {
    return root.resolve("lang").resolve(name + extension);
  }

  private @Nullable String read(String name, String extension) throws IOException {
    Path file = file(name, extension);
    return Files.exists(file) ? new String(Files.readAllBytes(file), StandardCharsets.UTF_8) : null;
  }

  private Score score(String kind, String name) throws IOException, InterruptedException {
    Program.Result result = runCase(kind, name);
    String out = normalize(result.out());
    String err = normalize(postprocess(name, result.err().replace(root.toString(), "/pwd")));
    String expectedError = read(name, ".err.exp");
    boolean sameError = err.equals(normalize(expectedError == null ? "" : expectedError));
    if (kind.endsWith("fail")) {
      boolean failed = result.code() == 1;
      String last = expectedError == null ? "" : lastError(expectedError);
      return new Score(
          kind, name, failed, failed && !last.isEmpty() && err.contains(last), failed && sameError);
    }
    String expected = read(name, isXml(name) ? ".exp.xml" : ".exp");
    boolean value =
        result.code() == 0
            && expected != null
            && normalize(out.replace(root.toString(), "/pwd")).equals(normalize(expected));
    return new Score(kind, name, value, value, value && sameError);
  }

  private boolean isXml(String name) {
    return Files.exists(file(name, ".exp.xml"));
  }

  private Program.Result runCase(String kind, String name) throws IOException {
    Map<String, String> environment = new TreeMap<>();
    environment.put("TEST_VAR", "foo");
    environment.put("NIX_STORE_DIR", "/nix/store");
    environment.put("NIX_CONFIG", CONFIG);
    environment.put("HOME", System.getProperty("user.home"));
    List<String> args = new ArrayList<>(List.of("nix-instantiate"));
    byte[] input = new byte[0];
    if (kind.startsWith("parse")) {
      args.addAll(List.of("--parse", "-"));
      input = Files.readAllBytes(file(name, ".nix"));
    } else if (kind.equals("eval-fail")) {
      String flags = read(name, ".flags");
      args.addAll(flags == null ? List.of("--eval", "--strict", "--show-trace") : words(flags));
    } else if (isXml(name)) {
      args.addAll(List.of("--eval", "--xml", "--no-location", "--strict"));
    } else {
      String flags = read(name, ".flags");
      args.addAll(words(flags == null ? "" : flags));
      args.addAll(List.of("--eval", "--strict"));
      environment.put("NIX_PATH", "lang/dir3:lang/dir4");
      environment.put("HOME", "/fake-home");
    }
    if (kind.startsWith("eval")) {
      args.add("lang/" + name + ".nix");
    }
    return Program.run(root, environment, input, args);
  }

  private static List<String> words(String flags) {
    return Arrays.stream(flags.replaceAll("#[^\n]*", "").strip().split("\\s+"))
        .filter(w -> !w.isEmpty())
        .toList();
  }

  /** What the case's own script makes of standard error; line numbers that vary, for example. */
  private String postprocess(String name, String err) throws IOException, InterruptedException {
    Path script = file(name, ".postprocess");
    if (!Files.exists(script)) {
      return err;
    }
    Path base = Files.createTempDirectory("lang-suite").resolve(name);
    Path file = base.resolveSibling(name + ".err");
    try {
      Files.writeString(file, err, StandardCharsets.UTF_8);
      new ProcessBuilder("bash", script.toString(), base.toString()).inheritIO().start().waitFor();
      return Files.readString(file, StandardCharsets.UTF_8);
    } finally {
      Files.deleteIfExists(file);
      Files.deleteIfExists(base.getParent());
    }
  }

  private static String lastError(String text) {
    String last = "";
    for (String line : text.lines().toList()) {
      String stripped = line.strip();
      if (stripped.startsWith("error:") && !stripped.equals("error:")) {
        last = stripped;
      }
    }
    return last;
  }

  private static String normalize(String text) {
    return text.strip().lines().map(String::stripTrailing).collect(Collectors.joining("\n"));
  }

  /** The table of scores and the names of the cases that are not exact. */
  static String report(List<Score> scores) {
    StringBuilder out = new StringBuilder();
    for (String kind : KINDS) {
      line(out, kind, scores.stream().filter(s -> s.kind().equals(kind)).toList());
    }
    line(out, "all", scores);
    for (Score score : scores) {
      if (!score.exact()) {
        out.append("not exact: ").append(score.name()).append('\n');
      }
    }
    return out.toString();
  }

  private static void line(StringBuilder out, String label, List<Score> scores) {
    out.append(label)
        .append(": ")
        .append(scores.size())
        .append(" cases, value ")
        .append(scores.stream().filter(Score::value).count())
        .append(", message ")
        .append(scores.stream().filter(Score::message).count())
        .append(", exact ")
        .append(scores.stream().filter(Score::exact).count())
        .append('\n');
  }
}
