package dev.kix.interpreter.regex;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads POSIX extended regular expressions with the liberties and restrictions of libstdc++: {@code
 * \} escapes only the special characters {@code .[\()*+?{|^$}; {@code ]} and <code>}</code> are
 * ordinary outside brackets; there are no back references; a quantifier needs something before it.
 */
final class RegexParser {
  private static final String SPECIAL = ".[\\()*+?{|^$";

  /** As deep as parentheses may nest: the parser recurses. */
  private static final int MAX_DEPTH = 1000;

  /** A bound beyond this makes too many states whatever is repeated. */
  private static final int MAX_BOUND = 100_000;

  private final String text;
  private int at;
  private int groups;
  private int depth;

  private RegexParser(String text) {
    this.text = text;
  }

  /** The expression and how many groups it has. */
  record Result(RegexNode root, int groups) {}

  static Result parse(String text) throws RegexException {
    RegexParser parser = new RegexParser(text);
    RegexNode root = parser.disjunction();
    if (parser.at < text.length()) {
      throw RegexException.syntax("unexpected '" + text.charAt(parser.at) + "'");
    }
    return new Result(root, parser.groups);
  }

  private boolean atEnd() {
    return at == text.length();
  }

  private boolean accept(char c) {
    if (at < text.length() && text.charAt(at) == c) {
      at++;
      return true;
    }
    return false;
  }

  private RegexNode disjunction() throws RegexException {
    List<RegexNode> branches = new ArrayList<>(2);
    branches.add(sequence());
    while (accept('|')) {
      branches.add(sequence());
    }
    // The first alternative stands first, whatever way the others are nested.
    RegexNode node = branches.get(0);
    for (int i = 1; i < branches.size(); i++) {
      node = RegexNode.Alternative.of(node, branches.get(i));
    }
    return node;
  }

  private RegexNode sequence() throws RegexException {
    List<RegexNode> parts = new ArrayList<>();
    while (!atEnd()) {
      char c = text.charAt(at);
      if (c == '^' || c == '$') {
        at++;
        parts.add(new RegexNode.Anchor(c == '^'));
      } else if (c == '|' || c == ')' || c == '*' || c == '+' || c == '?' || c == '{') {
        break;
      } else {
        parts.add(quantified(atom()));
      }
    }
    return parts.size() == 1 ? parts.get(0) : RegexNode.Sequence.of(parts);
  }

  private RegexNode atom() throws RegexException {
    char c = text.charAt(at++);
    switch (c) {
      case '(':
        return group();
      case '[':
        ByteSet bracket = new ByteSet();
        at = BracketParser.parse(text, at, bracket);
        return new RegexNode.Bytes(bracket);
      case '.':
        ByteSet any = new ByteSet();
        any.addRange(1, 255);
        return new RegexNode.Bytes(any);
      case '\\':
        if (atEnd() || SPECIAL.indexOf(text.charAt(at)) < 0) {
          throw RegexException.syntax("bad escape");
        }
        return new RegexNode.Bytes(ByteSet.of(text.charAt(at++)));
      default:
        return new RegexNode.Bytes(ByteSet.of(c));
    }
  }

  private RegexNode group() throws RegexException {
    if (++depth > MAX_DEPTH) {
      throw RegexException.tooLarge();
    }
    int number = groups++;
    RegexNode body = disjunction();
    if (!accept(')')) {
      throw RegexException.syntax("missing ')'");
    }
    depth--;
    return new RegexNode.Group(number, body);
  }

  private RegexNode quantified(RegexNode atom) throws RegexException {
    RegexNode node = atom;
    for (int quantifiers = 0; ; quantifiers++) {
      if (quantifiers > MAX_DEPTH) {
        throw RegexException.tooLarge();
      }
      if (accept('*')) {
        node = RegexNode.Repeat.of(node, 0, RegexNode.Repeat.UNBOUNDED);
      } else if (accept('+')) {
        node = RegexNode.Repeat.of(node, 1, RegexNode.Repeat.UNBOUNDED);
      } else if (accept('?')) {
        node = RegexNode.Repeat.of(node, 0, 1);
      } else if (accept('{')) {
        node = interval(node);
      } else {
        return node;
      }
    }
  }

  private RegexNode interval(RegexNode body) throws RegexException {
    int min = count();
    int max = min;
    if (accept(',')) {
      max = accept('}') ? RegexNode.Repeat.UNBOUNDED : count();
      if (max == RegexNode.Repeat.UNBOUNDED) {
        return RegexNode.Repeat.of(body, min, max);
      }
    }
    if (!accept('}')) {
      throw RegexException.syntax("missing '}'");
    }
    if (max < min) {
      throw RegexException.syntax("bad interval");
    }
    return RegexNode.Repeat.of(body, min, max);
  }

  private int count() throws RegexException {
    int start = at;
    long value = 0;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      value = Math.min(value * 10 + text.charAt(at) - '0', Integer.MAX_VALUE);
      at++;
    }
    if (at == start) {
      throw RegexException.syntax("a number must follow '{'");
    }
    if (value > MAX_BOUND) {
      throw RegexException.tooLarge();
    }
    return (int) value;
  }
}
