package dev.kix.cli.repl;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Where the prompt gets its input. Not thread-safe. */
interface LineSource extends AutoCloseable {
  /**
   * The next input: one line, or several where the first ones were not complete.
   *
   * @return one char per byte, or null at the end of the input
   */
  @Nullable String next() throws IOException;

  @Override
  void close() throws IOException;
}
