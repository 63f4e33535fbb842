package dev.kix.conformance.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/** Damages inputs. The same seed gives the same damage. */
final class Mutator {
  private static final String SIGNS = " \n\t\"'\\${}[]();:=,./-#0";
  private static final int LONGEST = 1 << 16;
  private static final int MOST_REPEATS = 3000;

  private final Random random;
  private final List<byte[]> seeds;
  private final List<String> words;

  Mutator(long seed, List<byte[]> seeds, List<String> words) {
    this.random = new Random(seed);
    this.seeds = seeds;
    this.words = words;
  }

  /** The next input. */
  byte[] next() {
    byte[] input = pick(seeds);
    int changes = 1 + random.nextInt(random.nextInt(8) + 1);
    for (int i = 0; i < changes; i++) {
      input = change(input);
    }
    return input.length > LONGEST ? part(input, 0, LONGEST) : input;
  }

  private byte[] change(byte[] in) {
    int at = random.nextInt(in.length + 1);
    int end = Math.min(in.length, at + 1 + random.nextInt(random.nextInt(100) + 1));
    return switch (random.nextInt(10)) {
      case 0 -> join(part(in, 0, at), part(in, end, in.length)); // lose a piece
      case 1 -> part(in, 0, at); // lose the end
      case 2 -> join(part(in, 0, end), part(in, at, in.length)); // a piece twice
      case 3 -> join(part(in, 0, at), repeated(part(in, at, end)), part(in, end, in.length));
      case 4 -> {
        byte[] other = pick(seeds);
        int from = random.nextInt(other.length + 1);
        int to = Math.min(other.length, from + random.nextInt(200));
        yield join(part(in, 0, at), part(other, from, to), part(in, at, in.length));
      }
      case 5 -> join(part(in, 0, at), word(), part(in, at, in.length));
      case 6 -> join(part(in, 0, at), word(), part(in, end, in.length));
      case 7 -> join(part(in, 0, at), repeated(word()), part(in, at, in.length));
      case 8 -> flip(in, random.nextInt(256));
      default -> flip(in, SIGNS.charAt(random.nextInt(SIGNS.length())));
    };
  }

  private byte[] flip(byte[] in, int value) {
    byte[] out = in.clone();
    if (out.length > 0) {
      out[random.nextInt(out.length)] = (byte) value;
    }
    return out;
  }

  private byte[] word() {
    if (words.isEmpty() || random.nextInt(8) == 0) {
      byte[] bytes = new byte[1 + random.nextInt(8)];
      random.nextBytes(bytes);
      return bytes;
    }
    return pick(words).getBytes(StandardCharsets.UTF_8);
  }

  /** Mostly a few times, rarely so often that it nests deep. */
  private byte[] repeated(byte[] piece) {
    int times = random.nextInt(40) == 0 ? random.nextInt(MOST_REPEATS) : random.nextInt(6);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int i = 0; i < times && out.size() < LONGEST; i++) {
      out.writeBytes(piece);
    }
    return out.toByteArray();
  }

  private <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }

  private static byte[] part(byte[] in, int from, int to) {
    byte[] out = new byte[to - from];
    System.arraycopy(in, from, out, 0, out.length);
    return out;
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }
}
