package dev.kix.k8s.text;

/**
 * The bytes of one document of a stream.
 *
 * @param firstLine the line its text begins at, counted from 1
 * @param bytes its text, with the {@code ---} before it; empty when it was too large to keep
 * @param size its size in bytes, also when it was not kept
 */
record Chunk(int firstLine, byte[] bytes, long size) {
  boolean isTooLarge() {
    return size > bytes.length;
  }

  /** The first byte that is not white space, from 0 to 255, or -1. */
  int firstByte() {
    for (byte b : bytes) {
      if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
        return b & 0xff;
      }
    }
    return -1;
  }

  /** Whether there is nothing in it but its marker and white space. */
  boolean isBlank() {
    boolean marked = bytes.length >= 3 && bytes[0] == '-' && bytes[1] == '-' && bytes[2] == '-';
    for (int i = marked ? 3 : 0; i < bytes.length; i++) {
      if (bytes[i] != ' ' && bytes[i] != '\n' && bytes[i] != '\r' && bytes[i] != '\t') {
        return false;
      }
    }
    return true;
  }
}
