package dev.kix.grammar.antlr;

import org.antlr.v4.runtime.CharStream;
import org.antlr.v4.runtime.IntStream;
import org.antlr.v4.runtime.misc.Interval;

/**
 * Text of one char per byte as ANTLR's lexer reads it. Bytes from 0x7f up are presented as 0x7f:
 * the grammar treats them alike, and ANTLR's automaton stops at the first 128 characters.
 */
final class ByteStream implements CharStream {
  private final String text;
  private int index;

  ByteStream(String text) {
    this.text = text;
  }

  @Override
  public void consume() {
    index++;
  }

  @Override
  public int LA(int i) {
    int at = index + (i > 0 ? i - 1 : i);
    if (at < 0 || at >= text.length()) {
      return IntStream.EOF;
    }
    return Math.min(text.charAt(at), 0x7f);
  }

  @Override
  public int mark() {
    return -1;
  }

  @Override
  public void release(int marker) {}

  @Override
  public int index() {
    return index;
  }

  @Override
  public void seek(int index) {
    this.index = index;
  }

  @Override
  public int size() {
    return text.length();
  }

  @Override
  public String getSourceName() {
    return IntStream.UNKNOWN_SOURCE_NAME;
  }

  @Override
  public String getText(Interval interval) {
    return text.substring(interval.a, Math.min(interval.b + 1, text.length()));
  }
}
