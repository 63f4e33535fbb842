package dev.kix.cli.repl;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Input that nobody types: no prompt, no echo, no history. */
final class PipeLines implements LineSource {
  private final InputStream in;
  private final Predicate<String> incomplete;

  /**
   * @param incomplete whether an input needs another line
   */
  PipeLines(InputStream in, Predicate<String> incomplete) {
    this.in = new BufferedInputStream(in);
    this.incomplete = incomplete;
  }

  @Override
  public @Nullable String next() throws IOException {
    String input = line();
    if (input == null) {
      return null;
    }
    while (incomplete.test(input)) {
      String more = line();
      if (more == null) {
        return input;
      }
      input = input + "\n" + more;
    }
    return input;
  }

  private @Nullable String line() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int b = in.read();
    if (b < 0) {
      return null;
    }
    for (; b >= 0 && b != '\n'; b = in.read()) {
      bytes.write(b);
    }
    return bytes.toString(StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() {
    // Standard input stays open: it is not ours.
  }
}
