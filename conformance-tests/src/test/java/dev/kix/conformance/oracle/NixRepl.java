package dev.kix.conformance.oracle;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What real Nix prints for many files: one {@code nix repl} evaluates them one after the other,
 * which is fifty times faster than a process each. A file at which the process dies has no answer,
 * and the next one starts a new process.
 */
final class NixRepl {
  private static final Pattern COLOUR = Pattern.compile("\u001b\\[[0-9;]*m");
  private static final Pattern MARK = Pattern.compile("(?m)^\"<<<(\\d+)>>>\"$");

  private final Batch batch;

  NixRepl(Batch batch) {
    this.batch = batch;
  }

  /** The text printed for each of the first {@code count} files, null where Nix itself died. */
  @Nullable String[] evaluate(int count) throws IOException, InterruptedException {
    @Nullable String[] answers = new @Nullable String[count];
    int next = 0;
    while (next < count) {
      List<String> lines = new ArrayList<>();
      lines.add(RandomPrograms.namesInOrder());
      for (int i = next; i < count; i++) {
        lines.add("\"<<<" + i + ">>>\"");
        lines.add("(import " + batch.show() + ") (import " + batch.file(i) + ")");
      }
      lines.add("\"<<<" + count + ">>>\"");
      String text = COLOUR.matcher(session(String.join("\n", lines) + "\n")).replaceAll("");
      int last = next - 1;
      Matcher mark = MARK.matcher(text);
      int start = -1;
      while (mark.find()) {
        if (start >= 0) {
          answers[last] = text.substring(start, mark.start());
        }
        last = Integer.parseInt(mark.group(1));
        start = mark.end();
      }
      if (last < next) {
        throw new AssertionError("nix repl does not begin: " + text);
      }
      next = last + 1; // the last one that began did not end
    }
    return answers;
  }

  private String session(String input) throws IOException, InterruptedException {
    Path folder = batch.folder();
    Path in = Files.writeString(folder.resolve("input"), input);
    Path out = folder.resolve("output");
    ProcessBuilder builder =
        new ProcessBuilder(
                "sh",
                "-c",
                "ulimit -v 4000000; exec \"$@\"", // a program may ask for all memory there is
                "sh",
                "nix",
                "--extra-experimental-features",
                "nix-command",
                "--store",
                folder.resolve("store").toString(),
                "--option",
                "restrict-eval",
                "true",
                "--option",
                "allow-import-from-derivation",
                "false",
                "--option",
                "substitute",
                "false",
                "--option",
                "fsync-metadata",
                "false",
                "--option",
                "build-users-group",
                "",
                "repl",
                "-I",
                batch.programs().toString(),
                "-I",
                batch.data().toString(),
                "-I",
                folder.resolve("store").toString())
            .redirectInput(in.toFile())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile());
    builder.environment().put("LC_ALL", "C.UTF-8");
    builder.environment().put("HOME", folder.toString());
    builder.environment().remove("NIX_PATH");
    Process process = builder.start();
    if (!process.waitFor(120, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("nix repl is still running after 120 s");
    }
    return new String(Files.readAllBytes(out), StandardCharsets.UTF_8);
  }
}
