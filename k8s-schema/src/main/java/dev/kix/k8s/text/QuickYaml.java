package dev.kix.k8s.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kix.k8s.JsonPath;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads the YAML that manifests are mostly written in, straight from the bytes to the tree: block
 * mappings and sequences, flow collections and scalars of one line, literal blocks; in ASCII
 * without tabs. Of a text with anything else in it (anchors, tags, folded or continued scalars, a
 * key given twice, a scalar that readers take differently, any mistake) it says nothing, and {@link
 * YamlTree} reads it. So there is one place that decides what YAML is, and most texts do not need
 * it: a third of the time of {@code kix validate} was its events and tokens ({@code
 * tools/compare.py time}). That both make the same tree is a property test.
 *
 * <p>Used by one thread, for one text.
 */
final class QuickYaml {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** What YAML says a key on one line may have. */
  private static final int MAX_KEY = 1000;

  /** Thrown for what {@link YamlTree} must read; nothing is in it, and it costs no stack trace. */
  private static final class Unusual extends Exception {
    private static final long serialVersionUID = 1;

    Unusual() {
      super(null, null, false, false);
    }
  }

  private final byte[] in;
  private final int end;
  private final int maxDepth;
  private final Words words;

  /** Who is told where everything stands, or null when only the tree is wanted. */
  private final @Nullable TreeVisitor visitor;

  /** Of what is being read; kept for a visitor alone. */
  private String path = JsonPath.ROOT;

  /** The line in which {@link #counted} is, from 1; a visitor is told of places in their order. */
  private int lineNumber = 1;

  private int counted;

  /** The next byte to read. */
  private int at;

  /** The column of what a line begins with, after {@link #line}; -1 at the end of the text. */
  private int column;

  private QuickYaml(byte[] in, int maxDepth, Words words, @Nullable TreeVisitor visitor) {
    this.in = in;
    this.end = in.length;
    this.maxDepth = maxDepth;
    this.words = words;
    this.visitor = visitor;
  }

  /**
   * The tree of a text, a missing node when it has none, or null when {@link YamlTree} must read
   * it.
   *
   * @param ascii a text of which {@link #isPlain} is true
   */
  static @Nullable JsonNode read(byte[] ascii, TextLimits limits, Words words) {
    try {
      return new QuickYaml(ascii, limits.maxDepth(), words, null).document();
    } catch (Unusual e) {
      return null;
    }
  }

  /**
   * Tells a visitor where everything in a text is, as {@link YamlTree#visit} does and several times
   * as fast: of a text with many mistakes in many documents that was most of the time.
   *
   * @return whether it was told all; else {@link YamlTree} must read the text, for a new visitor
   */
  static boolean visit(String text, TextLimits limits, TreeVisitor visitor) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (!isPlain(bytes)) {
      return false;
    }
    try {
      return new QuickYaml(bytes, limits.maxDepth(), new Words(), visitor).document() != null;
    } catch (Unusual e) {
      return false;
    }
  }

  /** Whether a text is ASCII and has no control characters but ends of lines. */
  static boolean isPlain(byte[] text) {
    for (byte b : text) {
      if (b < ' ' && b != '\n' || b == 127) {
        return false;
      }
    }
    return true;
  }

  private @Nullable JsonNode document() throws Unusual {
    if (end >= 3 && in[0] == '-' && in[1] == '-' && in[2] == '-') {
      at = 3;
      restOfLine();
    }
    line();
    if (column < 0) {
      return JSON.missingNode();
    }
    if (in[at] == '%') {
      return null;
    }
    JsonNode root = block(-1, 0);
    if (column >= 0 || !root.isContainerNode()) {
      throw new Unusual();
    }
    return root;
  }

  // ---- places ----

  /** What is read next is a field of what is being read, and its key begins at an index. */
  private void field(String key, int start) {
    if (visitor != null) {
      path = JsonPath.field(path, key);
      visitor.value(path, lineOf(start));
    }
  }

  /** What is read next is an element of what is being read, and begins at an index. */
  private void element(int number, int start) {
    if (visitor != null) {
      path = JsonPath.element(path, number);
      visitor.value(path, lineOf(start));
    }
  }

  private int lineOf(int index) {
    for (; counted < index; counted++) {
      if (in[counted] == '\n') {
        lineNumber++;
      }
    }
    return lineNumber;
  }

  // ---- lines ----

  /** Goes to the next line with something on it, from the start of a line. */
  private void line() {
    int from = at;
    int i = at;
    while (i < end) {
      byte b = in[i];
      if (b == ' ') {
        i++;
      } else if (b == '\n') {
        from = ++i;
      } else if (b == '#') {
        while (i < end && in[i] != '\n') {
          i++;
        }
      } else {
        at = i;
        column = i - from;
        return;
      }
    }
    at = end;
    column = -1;
  }

  /** Goes behind the end of the line, on which nothing but a comment may follow. */
  private void restOfLine() throws Unusual {
    int i = at;
    while (i < end && in[i] == ' ') {
      i++;
    }
    if (i < end && in[i] == '#') {
      if (i == at) {
        throw new Unusual();
      }
      while (i < end && in[i] != '\n') {
        i++;
      }
    }
    if (i < end && in[i++] != '\n') {
      throw new Unusual();
    }
    at = i;
  }

  /** Whether the line ends at an index, but for a comment. */
  private boolean isLineEnd(int i) {
    return i >= end || in[i] == '\n' || in[i] == '#';
  }

  private boolean isBlankOrEnd(int i) {
    return i >= end || in[i] <= ' ';
  }

  /** Whether {@code ---} or {@code ...} is here, at which a document ends. */
  private boolean isMarker() {
    return at + 2 < end && in[at + 1] == in[at] && in[at + 2] == in[at];
  }

  private boolean isDash() {
    return in[at] == '-' && isBlankOrEnd(at + 1);
  }

  // ---- blocks ----

  /**
   * The value that begins here, in {@link #column}, and belongs to something in a column before.
   */
  private JsonNode block(int parent, int depth) throws Unusual {
    if (depth > maxDepth) {
      throw new Unusual();
    }
    if (isDash()) {
      return sequence(column, depth);
    }
    int start = at;
    int own = column;
    byte first = in[at];
    if (first == '{' || first == '[' || first == '|') {
      return inline(parent, depth);
    }
    String key = key();
    if (key != null) {
      return mapping(own, key, start, depth);
    }
    at = start;
    return inline(parent, depth);
  }

  private ObjectNode mapping(int own, String firstKey, int firstStart, int depth) throws Unusual {
    ObjectNode out = JSON.objectNode();
    String key = firstKey;
    int start = firstStart;
    String outer = path;
    while (true) {
      field(key, start);
      if (out.replace(key, mappingValue(own, depth + 1)) != null) {
        throw new Unusual();
      }
      path = outer;
      if (column < own) {
        return out;
      }
      if (column > own || isDash()) {
        throw new Unusual();
      }
      start = at;
      String next = key();
      if (next == null) {
        throw new Unusual();
      }
      key = next;
    }
  }

  /** What stands behind a key, and then the line after it. */
  private JsonNode mappingValue(int own, int depth) throws Unusual {
    while (at < end && in[at] == ' ') {
      at++;
    }
    if (!isLineEnd(at)) {
      return inline(own, depth);
    }
    nextLine();
    if (column > own) {
      return block(own, depth);
    }
    if (column == own && isDash()) {
      return sequence(own, depth);
    }
    return JSON.nullNode();
  }

  private void nextLine() {
    while (at < end && in[at] != '\n') {
      at++;
    }
    line();
  }

  private ArrayNode sequence(int own, int depth) throws Unusual {
    if (depth > maxDepth) {
      throw new Unusual();
    }
    ArrayNode out = JSON.arrayNode();
    String outer = path;
    do {
      int dash = at++;
      while (at < end && in[at] == ' ') {
        at++;
      }
      if (isLineEnd(at)) {
        nextLine();
        element(out.size(), column > own ? at : dash);
        out.add(column > own ? block(own, depth + 1) : JSON.nullNode());
      } else {
        column = own + at - dash;
        element(out.size(), at);
        out.add(block(own, depth + 1));
      }
      path = outer;
      if (column > own) {
        throw new Unusual();
      }
    } while (column == own && isDash());
    return out;
  }

  /** A value that ends on its line, or a literal block; and then the line after it. */
  private JsonNode inline(int parent, int depth) throws Unusual {
    if (depth > maxDepth) {
      throw new Unusual();
    }
    JsonNode value;
    switch (in[at]) {
      case '{', '[' -> value = flow(depth);
      case '"' -> value = JSON.textNode(doubleQuoted());
      case '\'' -> value = JSON.textNode(singleQuoted());
      case '|' -> {
        value = literal(parent);
        if (column > parent) {
          throw new Unusual();
        }
        return value;
      }
      default -> {
        int start = at;
        if (scalarEnd(false)) {
          throw new Unusual();
        }
        value = plain(start, at);
      }
    }
    restOfLine();
    line();
    if (column > parent) {
      throw new Unusual();
    }
    return value;
  }

  /** A key and its colon, or null when what begins here is none. */
  private @Nullable String key() throws Unusual {
    int start = at;
    byte first = in[at];
    String key;
    if (first == '"' || first == '\'') {
      key = first == '"' ? doubleQuoted() : singleQuoted();
      while (at < end && in[at] == ' ') {
        at++;
      }
      if (at >= end || in[at] != ':') {
        return null;
      }
      if (!isBlankOrEnd(at + 1)) {
        throw new Unusual();
      }
    } else if (scalarEnd(false)) {
      key = plainKey(start, at);
      while (in[at] == ' ') {
        at++;
      }
    } else {
      return null;
    }
    if (at - start > MAX_KEY) {
      throw new Unusual();
    }
    at++;
    return key;
  }

  private JsonNode literal(int parent) throws Unusual {
    at++;
    byte chomp = at < end ? in[at] : 0;
    if (chomp == '-' || chomp == '+') {
      at++;
    }
    restOfLine();
    StringBuilder out = new StringBuilder();
    int indent = -1;
    int kept = 0;
    while (at < end) {
      int start = at;
      while (at < end && in[at] == ' ') {
        at++;
      }
      int spaces = at - start;
      boolean blank = at < end && in[at] == '\n';
      if (!blank && indent < 0) {
        indent = spaces;
        if (indent <= parent) {
          throw new Unusual();
        }
      }
      if (blank && (indent < 0 || spaces <= indent)) {
        if (indent < 0 && spaces > 0) {
          throw new Unusual();
        }
        out.append('\n');
        at++;
        continue;
      }
      if (spaces < indent) {
        at = start;
        break;
      }
      int stop = at;
      while (stop < end && in[stop] != '\n') {
        stop++;
      }
      if (stop == end) {
        // Without an end of line, what is kept of it differs between readers.
        throw new Unusual();
      }
      out.append(text(start + indent, stop)).append('\n');
      kept = out.length();
      at = stop + 1;
    }
    if (indent < 0) {
      throw new Unusual();
    }
    if (chomp == '-') {
      out.setLength(kept - 1);
    } else if (chomp != '+') {
      out.setLength(kept);
    }
    line();
    return JSON.textNode(out.toString());
  }

  // ---- flow collections ----

  private JsonNode flow(int depth) throws Unusual {
    return in[at++] == '{' ? flowMapping(depth) : flowSequence(depth);
  }

  private JsonNode flowMapping(int depth) throws Unusual {
    ObjectNode out = JSON.objectNode();
    if (flowByte() == '}') {
      at++;
      return out;
    }
    String outer = path;
    while (true) {
      int start = at;
      byte first = flowByte();
      String key;
      if (first == '"' || first == '\'') {
        key = first == '"' ? doubleQuoted() : singleQuoted();
      } else {
        if (!scalarEnd(true)) {
          throw new Unusual();
        }
        key = plainKey(start, at);
      }
      if (flowByte() != ':' || at + 1 >= end || in[at + 1] != ' ' || at - start > MAX_KEY) {
        throw new Unusual();
      }
      at++;
      flowByte();
      field(key, start);
      if (out.replace(key, flowValue(depth + 1)) != null) {
        throw new Unusual();
      }
      path = outer;
      if (isFlowEnd('}')) {
        return out;
      }
    }
  }

  private JsonNode flowSequence(int depth) throws Unusual {
    ArrayNode out = JSON.arrayNode();
    if (flowByte() == ']') {
      at++;
      return out;
    }
    String outer = path;
    while (true) {
      element(out.size(), at);
      out.add(flowValue(depth + 1));
      path = outer;
      if (isFlowEnd(']')) {
        return out;
      }
    }
  }

  /** Goes behind a comma and to what follows, or behind the end. */
  private boolean isFlowEnd(char close) throws Unusual {
    byte b = flowByte();
    at++;
    if (b == close) {
      return true;
    }
    if (b != ',') {
      throw new Unusual();
    }
    flowByte();
    return false;
  }

  private JsonNode flowValue(int depth) throws Unusual {
    if (depth > maxDepth) {
      throw new Unusual();
    }
    switch (in[at]) {
      case '{', '[' -> {
        return flow(depth);
      }
      case '"' -> {
        return JSON.textNode(doubleQuoted());
      }
      case '\'' -> {
        return JSON.textNode(singleQuoted());
      }
      default -> {
        int start = at;
        if (scalarEnd(true)) {
          throw new Unusual();
        }
        return plain(start, at);
      }
    }
  }

  /** The next byte that is no blank, on this line. */
  private byte flowByte() throws Unusual {
    while (at < end && in[at] == ' ') {
      at++;
    }
    if (at >= end || in[at] == '\n' || in[at] == '#') {
      throw new Unusual();
    }
    return in[at];
  }

  // ---- scalars ----

  /**
   * Goes behind the last byte of the plain scalar that begins here.
   *
   * @return whether it is a key: blanks and a colon follow
   */
  private boolean scalarEnd(boolean inFlow) throws Unusual {
    byte first = in[at];
    switch (first) {
      case '?',
          ':',
          ',',
          '[',
          ']',
          '{',
          '}',
          '#',
          '&',
          '*',
          '!',
          '|',
          '>',
          '\'',
          '"',
          '%',
          '@',
          '`' ->
          throw new Unusual();
      case '-' -> {
        if (isBlankOrEnd(at + 1) || inFlow || column == 0 && isMarker()) {
          throw new Unusual();
        }
      }
      case '.' -> {
        if (column == 0 && isMarker()) {
          throw new Unusual();
        }
      }
      default -> {
        // A letter, a digit, or another that means nothing.
      }
    }
    int last = at;
    int i = at;
    while (i < end) {
      byte b = in[i];
      if (b == '\n') {
        break;
      }
      if (b == ':') {
        if (i + 1 >= end || in[i + 1] <= ' ') {
          at = last + 1;
          return true;
        }
        if (inFlow && isFlowIndicator(in[i + 1])) {
          throw new Unusual();
        }
      } else if (b == '#' && in[i - 1] == ' ' || inFlow && isFlowIndicator(b)) {
        break;
      }
      if (b != ' ') {
        last = i;
      }
      i++;
    }
    at = last + 1;
    return false;
  }

  private static boolean isFlowIndicator(byte b) {
    return b == ',' || b == '[' || b == ']' || b == '{' || b == '}';
  }

  private String plainKey(int start, int stop) throws Unusual {
    int length = stop - start;
    if (length == 2 && in[start] == '<' && in[start + 1] == '<') {
      throw new Unusual();
    }
    String text = words.word(in, start, stop);
    if (length <= 3 && PlainScalars.ambiguity(text, false) != null) {
      throw new Unusual();
    }
    byte first = in[start];
    if (length > 5 && first >= 'A') {
      return text;
    }
    JsonNode resolved = PlainScalars.resolve(text);
    return resolved == null || resolved.isNull() ? text : resolved.asText();
  }

  private JsonNode plain(int start, int stop) throws Unusual {
    byte first = in[start];
    int length = stop - start;
    if (first >= 'A' && length > 5) {
      return JSON.textNode(
          length > Words.MAX_LENGTH ? text(start, stop) : words.word(in, start, stop));
    }
    String text = words.word(in, start, stop);
    if ((length <= 3 || first <= '9') && PlainScalars.ambiguity(text, false) != null) {
      throw new Unusual();
    }
    JsonNode value = PlainScalars.resolve(text);
    if (value == null) {
      throw new Unusual();
    }
    return value;
  }

  private String doubleQuoted() throws Unusual {
    int start = ++at;
    while (at < end) {
      byte b = in[at++];
      if (b == '"') {
        return text(start, at - 1);
      }
      if (b == '\n') {
        break;
      }
      if (b == '\\') {
        at--;
        return escaped(start);
      }
    }
    throw new Unusual();
  }

  private String escaped(int start) throws Unusual {
    StringBuilder out = new StringBuilder(text(start, at));
    while (at < end) {
      byte b = in[at++];
      switch (b) {
        case '"' -> {
          return out.toString();
        }
        case '\n' -> throw new Unusual();
        case '\\' -> {
          byte escape = at < end ? in[at++] : 0;
          switch (escape) {
            case 'n' -> out.append('\n');
            case 't' -> out.append('\t');
            case '"', '\\', '/' -> out.append((char) escape);
            default -> throw new Unusual();
          }
        }
        default -> out.append((char) b);
      }
    }
    throw new Unusual();
  }

  private String singleQuoted() throws Unusual {
    int start = ++at;
    while (at < end) {
      byte b = in[at++];
      if (b == '\n') {
        break;
      }
      if (b == '\'') {
        if (at < end && in[at] == '\'') {
          throw new Unusual();
        }
        return text(start, at - 1);
      }
    }
    throw new Unusual();
  }

  private String text(int start, int stop) {
    return new String(in, start, stop - start, StandardCharsets.ISO_8859_1);
  }
}
