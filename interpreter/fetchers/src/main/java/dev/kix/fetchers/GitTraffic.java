package dev.kix.fetchers;

import dev.kix.interpreter.fetch.FetchContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;

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

  private abstract class Counted extends CountedStream {
    private long size;

    Counted(InputStream in) {
      super(in);
    }

    abstract void check(long size) throws IOException;

    @Override
    void count(long n) throws IOException {
      context.checkInterruption();
      size += n;
      check(size);
    }
  }
}
