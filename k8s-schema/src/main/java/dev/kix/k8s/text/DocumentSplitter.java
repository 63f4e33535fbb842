package dev.kix.k8s.text;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a stream into documents at the lines {@code ---} and {@code ...}, which YAML allows nowhere
 * else (YAML 1.2.2, 9.1.2: inside a scalar they are forbidden at the start of a line). So one
 * broken document does not hide the others, and only one is in memory at a time. Used by one
 * thread.
 */
final class DocumentSplitter {
  private final InputStream in;
  private final int maxBytes;
  private byte[] buffer = new byte[1 << 16];

  /** Where the document that is being cut begins in the buffer. */
  private int begin;

  private int end;
  private int line = 1;
  private boolean atEnd;

  DocumentSplitter(InputStream in, int maxBytes) {
    this.in = in;
    this.maxBytes = maxBytes;
  }

  /** The next document, or null at the end. Documents of nothing but white space are left out. */
  @Nullable Chunk next() throws IOException {
    while (!atEnd || end > begin) {
      Chunk chunk = cut();
      if (chunk.isTooLarge() || !chunk.isBlank()) {
        return chunk;
      }
    }
    return null;
  }

  private Chunk cut() throws IOException {
    int first = line;
    long dropped = 0;
    // A marker at the very start opens this document.
    int scanned = 0;
    boolean lineStart = true;
    boolean directives = false;
    boolean content = false;
    while (true) {
      if (begin + scanned + 4 > end && !atEnd) {
        fill();
        continue;
      }
      if (begin + scanned >= end) {
        return take(first, scanned, dropped, scanned);
      }
      byte b = buffer[begin + scanned];
      if (lineStart) {
        if (isMarker(begin + scanned, '-') && (scanned > 0 || dropped > 0)) {
          if (content || !directives) {
            return take(first, scanned, dropped, scanned);
          }
        } else if (isMarker(begin + scanned, '.')) {
          return take(first, scanned, dropped, lineEnd(scanned));
        }
        directives |= b == '%' && !content;
        content |= b != '%' && b != '#' && b != '\n' && b != '\r';
      }
      scanned++;
      lineStart = b == '\n';
      if (lineStart) {
        line++;
      }
      if (scanned > maxBytes && begin + scanned + 4 <= end) {
        // Too large to keep; go on looking for its end.
        dropped += scanned;
        begin += scanned;
        scanned = 0;
      }
    }
  }

  private boolean isMarker(int at, char c) {
    if (at + 3 > end || buffer[at] != c || buffer[at + 1] != c || buffer[at + 2] != c) {
      return false;
    }
    return at + 3 == end || buffer[at + 3] <= ' ';
  }

  /** Behind the line that something is on; the rest of a line of dots means nothing. */
  private int lineEnd(int from) throws IOException {
    int at = from;
    while (true) {
      if (begin + at >= end) {
        if (atEnd) {
          return at;
        }
        fill();
      } else if (buffer[begin + at++] == '\n') {
        line++;
        return at;
      }
    }
  }

  private Chunk take(int first, int length, long dropped, int next) {
    byte[] bytes = dropped > 0 ? new byte[0] : Arrays.copyOfRange(buffer, begin, begin + length);
    begin += next;
    return new Chunk(first, bytes, dropped + length);
  }

  /** Reads more behind what is there; moves it to the front first when there is no room. */
  private void fill() throws IOException {
    if (end == buffer.length) {
      int kept = end - begin;
      byte[] room = kept > buffer.length / 2 ? new byte[buffer.length * 2] : buffer;
      System.arraycopy(buffer, begin, room, 0, kept);
      buffer = room;
      begin = 0;
      end = kept;
    }
    int read = in.read(buffer, end, buffer.length - end);
    if (read < 0) {
      atEnd = true;
    } else {
      end += read;
    }
  }
}
