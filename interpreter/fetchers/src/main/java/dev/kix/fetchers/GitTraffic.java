package dev.kix.fetchers;

import dev.kix.interpreter.fetch.FetchContext;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.Proxy;
import java.net.URI;
import java.net.URL;
import java.nio.ByteBuffer;
import org.eclipse.jgit.transport.http.HttpConnection;
import org.eclipse.jgit.transport.http.HttpConnectionFactory2;
import org.eclipse.jgit.transport.http.JDKHttpConnection;
import org.eclipse.jgit.transport.http.JDKHttpConnectionFactory;
import org.jspecify.annotations.Nullable;

/**
 * What one Git server sends, with an end to it: packs go to the disk, everything else (branches,
 * tags, single objects) into memory. For one connection; not thread-safe.
 */
final class GitTraffic {
  /** What a server may say that is no pack; a million branches have some 80 MiB. */
  private static final long MAX_TALK = 256L << 20;

  /** An object of a pack may have to be in memory as a whole. */
  static final long MAX_OBJECT = 1L << 30;

  /** The list of objects is in memory; the largest repositories have some twenty million. */
  private static final long MAX_OBJECTS = 50_000_000;

  private static final int PACK_HEADER = 12;

  private final FetchContext context;
  private final long maxTalk;
  private final long maxPack;
  private int opened;
  private int packs;

  GitTraffic(FetchContext context) {
    this(context, MAX_TALK);
  }

  GitTraffic(FetchContext context, long maxTalk) {
    this.context = context;
    this.maxTalk = maxTalk;
    this.maxPack = context.settings().maxBytes();
  }

  /** Counts what is not in a pack. */
  InputStream talk(InputStream in) {
    int number = ++opened;
    return new Counted(in) {
      @Override
      void check(long size) throws IOException {
        if (number > packs && size > maxTalk) {
          throw new IOException("the server says more than " + maxTalk + " bytes");
        }
      }
    };
  }

  /**
   * Counts a pack, which comes at the end of what is being read.
   *
   * @throws IOException when it says that it has more objects than any
   */
  InputStream pack(InputStream in) throws IOException {
    packs = opened;
    byte[] header = in.readNBytes(PACK_HEADER);
    long objects =
        header.length < PACK_HEADER
            ? 0
            : ByteBuffer.wrap(header).getInt(PACK_HEADER - 4) & 0xFFFF_FFFFL;
    if (objects > MAX_OBJECTS) {
      throw new IOException("its history has more than " + MAX_OBJECTS + " objects");
    }
    return new Counted(new SequenceInputStream(new ByteArrayInputStream(header), in)) {
      @Override
      void check(long size) throws IOException {
        if (size > maxPack) {
          throw new IOException("its history is larger than " + maxPack + " bytes");
        }
      }
    };
  }

  /** Connections over HTTP; who asks is told to the first server alone. */
  HttpConnectionFactory2 http() {
    return new Connections();
  }

  private abstract class Counted extends FilterInputStream {
    private long size;

    Counted(InputStream in) {
      super(in);
    }

    abstract void check(long size) throws IOException;

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

    private void count(long n) throws IOException {
      context.checkInterruption();
      size += n;
      check(size);
    }
  }

  private final class Connections implements HttpConnectionFactory2 {
    private @Nullable URI origin;

    @Override
    public HttpConnection create(URL url) throws IOException {
      return new Connection(url, isOrigin(url));
    }

    @Override
    public HttpConnection create(URL url, Proxy proxy) throws IOException {
      return new Connection(url, proxy, isOrigin(url));
    }

    @Override
    public GitSession newSession() {
      return new JDKHttpConnectionFactory().newSession();
    }

    /** Whether {@code url} is of the server that was asked first. */
    private boolean isOrigin(URL url) {
      String port = url.getPort() < 0 ? "" : ":" + url.getPort();
      URI uri = URI.create(url.getProtocol() + "://" + url.getHost() + port);
      URI first = origin;
      if (first == null) {
        origin = uri;
        return true;
      }
      return WebClient.sameServer(first, uri);
    }
  }

  private final class Connection extends JDKHttpConnection {
    private final boolean trusted;
    private @Nullable InputStream body;

    Connection(URL url, boolean trusted) throws IOException {
      super(url);
      this.trusted = trusted;
    }

    Connection(URL url, Proxy proxy, boolean trusted) throws IOException {
      super(url, proxy);
      this.trusted = trusted;
    }

    @Override
    public void setRequestProperty(String key, String value) {
      // JGit says who asks to whomever it is sent to; Git does not.
      if (trusted || !key.equalsIgnoreCase("Authorization")) {
        super.setRequestProperty(key, value);
      }
    }

    @Override
    public InputStream getInputStream() throws IOException {
      InputStream known = body;
      if (known == null) {
        known = talk(super.getInputStream());
        body = known;
      }
      return known;
    }
  }
}
