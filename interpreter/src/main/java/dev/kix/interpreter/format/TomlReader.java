package dev.kix.interpreter.format;

import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.format.TomlError.Place;
import dev.kix.interpreter.value.NixBool;
import dev.kix.interpreter.value.NixString;
import dev.kix.interpreter.value.Value;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads TOML 1.0 as {@code builtins.fromTOML} does. Errors begin with {@code while parsing TOML:}
 * and are those of toml11, the parser that Nix uses; where that one goes on and reports what
 * follows from the first error, this one stops.
 */
public final class TomlReader {
  /** How deep arrays and inline tables may nest: the reader recurses. */
  private static final int MAX_DEPTH = 1000;

  private static final String KEY = "basic key([a-zA-Z0-9_-]) or quoted key(\" or ')";
  private static final String NUMBER = "from `1` to `9` or digit [0-9] or inf or nan";

  private final TomlScanner in;
  private final TomlNumbers numbers;
  private final TomlTable root;
  private TomlTable current;
  private int depth;
  private int endOfKey;

  private TomlReader(String given, boolean timestamps) {
    // The parser of Nix adds it too, and it shows in places of errors.
    String text = given.isEmpty() || given.endsWith("\n") ? given : given + "\n";
    this.in = new TomlScanner(text);
    this.numbers = new TomlNumbers(in, timestamps);
    this.root = new TomlTable(text, TomlTable.Kind.HEADER);
    this.current = root;
  }

  /**
   * The value of a TOML text.
   *
   * @param text UTF-8, one char per byte
   * @param timestamps whether dates and times are sets of {@code _type} and {@code value} instead
   *     of an error
   * @throws dev.kix.interpreter.diagnostic.EvalException if it is not TOML
   */
  public static Value read(String text, boolean timestamps) {
    return new TomlReader(text, timestamps).document();
  }

  private Value document() {
    boolean atLineStart = true;
    while (true) {
      atLineStart |= in.skipBlanksAndLines();
      if (in.atEnd()) {
        return root.toValue();
      }
      if (in.peek() == '[') {
        header();
        atLineStart = true;
      } else if (atLineStart) {
        pair(current);
        atLineStart = false;
      } else {
        throw in.error("toml::parse_table: newline (LF / CRLF) or EOF is expected", "here", "");
      }
    }
  }

  // ---- tables ----

  private void header() {
    int start = in.position();
    in.accept('[');
    boolean array = in.accept('[');
    in.skipBlanks();
    List<String> key = headerKey(array);
    in.skipBlanks();
    int close = in.position();
    if (!in.accept(']') || (array && !in.accept(']'))) {
      throw badHeader(array, close, array ? "]]" : "]");
    }
    Place place = new Place(start, in.position());
    in.skipBlanks();
    in.skipComment();
    if (!in.atEnd() && in.peek() != '\n' && !in.text().startsWith("\r\n", in.position())) {
      throw in.error(
          "toml::parse_file: newline (or EOF) expected", "expected 0x0a(LINE FEED) or \r\n", "");
    }
    current = array ? root.append(key, place) : root.open(key, place);
  }

  private List<String> headerKey(boolean array) {
    List<String> parts = new ArrayList<>(2);
    while (true) {
      int before = in.position();
      if (!in.beginsKey()) {
        // A dot that nothing follows is not part of the key.
        if (!parts.isEmpty()) {
          throw badHeader(array, endOfKey, array ? "]]" : "]");
        }
        throw badHeader(array, before, KEY);
      }
      try {
        parts.add(in.keyPart());
      } catch (EvalException e) {
        throw badHeader(array, before, KEY);
      }
      endOfKey = in.position();
      in.skipBlanks();
      if (!in.accept('.')) {
        in.moveTo(endOfKey);
        return parts;
      }
      in.skipBlanks();
    }
  }

  private EvalException badHeader(boolean array, int at, String expected) {
    return in.errorAt(
        at,
        "toml::parse_file: invalid " + (array ? "array-table" : "table") + " key",
        "expected " + expected,
        "");
  }

  private void pair(TomlTable into) {
    int start = in.position();
    List<String> key = new ArrayList<>(2);
    while (true) {
      key.add(in.keyPart());
      endOfKey = in.position();
      in.skipBlanks();
      if (!in.accept('.')) {
        break;
      }
      in.skipBlanks();
    }
    Place place = new Place(start, endOfKey);
    if (!in.accept('=')) {
      throw in.error(
          "toml::parse_key_value_pair: invalid key value separator `=`", "expected =", "");
    }
    in.skipBlanks();
    int from = in.position();
    Object value = value();
    Place written = new Place(from, in.position());
    in.skipBlanks();
    if (depth == 0) {
      in.skipComment();
    }
    into.insert(key, place, value, written);
  }

  // ---- values ----

  /** A {@link Value}, a {@link TomlTable}, or a list of such. */
  private Object value() {
    switch (in.peek()) {
      case '"', '\'':
        return NixString.of(TomlScanner.withoutNul(in.string()));
      case '[':
        return array();
      case '{':
        return inlineTable();
      case 't':
        return word("true", NixBool.TRUE);
      case 'f':
        return word("false", NixBool.FALSE);
      case 'T':
        throw lowercase("true", "true or false");
      case 'F':
        throw lowercase("false", "true or false");
      case 'i', 'I':
        if (!in.text().startsWith("inf", in.position())) {
          throw lowercase("inf", NUMBER);
        }
        return numbers.read();
      case 'n', 'N':
        if (!in.text().startsWith("nan", in.position())) {
          throw lowercase("nan", NUMBER);
        }
        return numbers.read();
      default:
        return numbers.read();
    }
  }

  private Value word(String name, Value value) {
    int start = in.position();
    if (!in.text().startsWith(name, start)) {
      throw in.error(
          "toml::parse_boolean: invalid boolean: boolean must be `true` or `false`, in lowercase."
              + " string must be surrounded by `\"`",
          "expected true or false",
          "");
    }
    in.moveTo(start + name.length());
    return value;
  }

  private EvalException lowercase(String name, String expected) {
    return in.error(
        "toml::parse_value: `"
            + name
            + "` must be in lowercase. A string must be surrounded by quotes.",
        "expected " + expected,
        "");
  }

  private List<Object> array() {
    enter();
    in.accept('[');
    List<Object> elements = new ArrayList<>();
    in.skipBlanksAndLines();
    while (!in.accept(']')) {
      if (in.atEnd()) {
        throw in.error(
            "toml::parse_array: missing closing bracket `]`", "expected `]`, reached EOF", "");
      }
      elements.add(value());
      in.skipBlanksAndLines();
      boolean comma = in.accept(',');
      in.skipBlanksAndLines();
      if (!comma && in.peek() != ']' && !in.atEnd()) {
        throw in.error(
            "toml::parse_array: expected value-separator `,` or closing `]`", "here", "");
      }
    }
    depth--;
    return elements;
  }

  private TomlTable inlineTable() {
    enter();
    in.accept('{');
    TomlTable table = new TomlTable(in.text(), TomlTable.Kind.INLINE);
    in.skipBlanks();
    if (!in.accept('}')) {
      while (true) {
        pair(table);
        if (!in.accept(',')) {
          break;
        }
        in.skipBlanks();
        if (in.peek() == '}') {
          throw in.error(
              "toml::parse_inline_table: trailing comma is not allowed in TOML-v1.0.0)",
              "here",
              "");
        }
      }
      if (!in.accept('}')) {
        throw in.error(
            "toml::parse_inline_table: expected value-separator `,` or closing `}`", "here", "");
      }
    }
    depth--;
    return table;
  }

  private void enter() {
    if (++depth > MAX_DEPTH) {
      throw in.error("nested more than " + MAX_DEPTH + " deep", "here", "");
    }
  }
}
