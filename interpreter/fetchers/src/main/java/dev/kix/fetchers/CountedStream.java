package dev.kix.fetchers;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Counts what is read, so that somebody can end it. It cannot go back. */
abstract class CountedStream extends FilterInputStream {
  CountedStream(InputStream in) {
    super(in);
  }

  /**
   * Told of each piece that was read or skipped; at the end of the stream of none.
   *
   * @throws IOException to end it
   */
  abstract void count(long bytes) throws IOException;

  @Override
  public int read() throws IOException {
    int b = super.read();
    count(b < 0 ? 0 : 1);
    return b;
  }

  @Override
  public int read(byte[] buffer, int from, int length) throws IOException {
    int n = super.read(buffer, from, length);
    count(Math.max(n, 0));
    return n;
  }

  @Override
  public long skip(long n) throws IOException {
    long skipped = super.skip(n);
    count(skipped);
    return skipped;
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
