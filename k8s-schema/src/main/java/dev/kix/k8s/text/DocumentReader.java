package dev.kix.k8s.text;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * The documents of a stream, one at a time. Cutting the stream and reading a document are apart, so
 * that one thread can cut while others read: {@link #next} is quick and for one thread, what it
 * returns may be called on any.
 */
public final class DocumentReader {
  private final String file;
  private final TextLimits limits;
  private final DocumentSplitter splitter;
  private final Words words = new Words();

  /**
   * @param in YAML or JSON in UTF-8, or in UTF-16 with a byte order mark; not closed
   * @param file what positions call it
   * @throws IOException if the beginning cannot be read, or what its byte order mark says is UTF-16
   *     is not, or larger than one document may be
   */
  public DocumentReader(InputStream in, String file, TextLimits limits) throws IOException {
    this.file = file;
    this.limits = limits;
    this.splitter = new DocumentSplitter(utf8(in, limits), limits.maxBytes());
  }

  /**
   * The next document, still to be read; null at the end.
   *
   * @throws IOException if the stream cannot be read
   */
  public @Nullable Callable<Document> next() throws IOException {
    Chunk chunk = splitter.next();
    return chunk == null ? null : () -> Document.read(chunk, file, limits, words);
  }

  private static InputStream utf8(InputStream in, TextLimits limits) throws IOException {
    byte[] mark = in.readNBytes(3);
    boolean utf8 = mark.length == 3 && (mark[0] & 0xff) == 0xef && (mark[1] & 0xff) == 0xbb;
    boolean big = mark.length >= 2 && (mark[0] & 0xff) == 0xfe && (mark[1] & 0xff) == 0xff;
    boolean little = mark.length >= 2 && (mark[0] & 0xff) == 0xff && (mark[1] & 0xff) == 0xfe;
    if (utf8) {
      return in;
    }
    PushbackInputStream whole = new PushbackInputStream(in, 3);
    whole.unread(mark);
    if (!big && !little) {
      return whole;
    }
    // What PowerShell writes. Small files, so that two copies do no harm.
    Charset charset = big ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_16LE;
    whole.readNBytes(2);
    byte[] bytes = whole.readNBytes(limits.maxBytes());
    if (whole.read() >= 0) {
      throw new IOException("it has more than " + limits.maxBytes() + " bytes in UTF-16");
    }
    try {
      String text = charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    } catch (CharacterCodingException e) {
      throw new IOException("it is not text: its byte order mark says UTF-16, and it is not", e);
    }
  }
}
