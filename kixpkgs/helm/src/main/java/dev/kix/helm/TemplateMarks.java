package dev.kix.helm;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Comments at the ends of the lines of templates, by which each line of what is rendered tells the
 * line it comes from: {@code replicas: 3 #kix:4:17}. Templates may do with a text what they like
 * (hash it, cut it, parse it as JSON), so what was rendered with marks is never used but for
 * counting lines: where it has another number of them, nothing is known.
 */
final class TemplateMarks {
  private static final Pattern MARK = Pattern.compile("[ \t]*#kix:(\\d+):(\\d+)");

  /** What a line of a named template looks like that ends up as a line, and not inside of one. */
  private static final Pattern FIELD =
      Pattern.compile(
          "(?:- )*[\"']?[\\w./-]+[\"']?:(?:\\s.*[^,\\[{]|)|- .*[^,\\[{]", Pattern.DOTALL);

  private static final Set<String> BLOCKS = Set.of("if", "range", "with", "define", "block");
  private static final Set<String> SILENT = Set.of("else", "end", "break", "continue", "template");

  private final String text;
  private final int file;
  private final boolean named;
  private final StringBuilder out;
  private final Deque<String> blocks = new ArrayDeque<>();
  private final StringBuilder literal = new StringBuilder();
  private int line = 1;
  private boolean glued;
  private boolean inside;

  private TemplateMarks(String text, int file, boolean named) {
    this.text = text;
    this.file = file;
    this.named = named;
    this.out = new StringBuilder(text.length() + text.length() / 2);
  }

  /**
   * A template with marks.
   *
   * @param file its number
   * @param named whether named templates get marks: not all charts can stand that
   */
  static String add(String text, int file, boolean named) {
    return new TemplateMarks(text, file, named).run();
  }

  private String run() {
    int at = 0;
    while (at < text.length()) {
      if (text.startsWith("{{", at)) {
        int end = endOfAction(at + 2);
        action(text.substring(at, end));
        out.append(text, at, end);
        at = end;
        continue;
      }
      char c = text.charAt(at++);
      if (c == '\n') {
        endLine();
      } else {
        literal.append(c);
        glued &= Character.isWhitespace(c);
      }
      out.append(c);
    }
    return out.toString();
  }

  /** Behind the braces that close an action: those in strings and comments do not. */
  private int endOfAction(int start) {
    int at = start;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (text.startsWith("/*", at)) {
        int end = text.indexOf("*/", at + 2);
        at = end < 0 ? text.length() : end + 2;
      } else if (text.startsWith("}}", at)) {
        return at + 2;
      } else if (c == '"' || c == '`' || c == '\'') {
        at = endOfString(at + 1, c);
      } else {
        at++;
      }
    }
    return at;
  }

  private int endOfString(int start, char quote) {
    int at = start;
    while (at < text.length() && text.charAt(at) != quote) {
      at += text.charAt(at) == '\\' && quote != '`' ? 2 : 1;
    }
    return Math.min(at + 1, text.length());
  }

  private void action(String action) {
    String body = action.replaceAll("^\\{\\{-?\\s*|\\s*-?}}$", "");
    String word = body.replaceAll("(?s)[^a-z].*", "");
    boolean silent =
        body.isEmpty() || body.startsWith("/*") || body.matches("(?s)\\$\\w*\\s*:?=.*");
    if (BLOCKS.contains(word)) {
      blocks.push(word);
      silent = true;
    } else if (word.equals("end") && !blocks.isEmpty()) {
      inside |= blocks.contains("define");
      blocks.pop();
    }
    inside |= blocks.contains("define");
    if (!silent && !SILENT.contains(word)) {
      literal.append('x');
    }
    glued = action.endsWith("-}}");
    line += (int) action.chars().filter(c -> c == '\n').count();
  }

  private void endLine() {
    String written = literal.toString().strip();
    boolean separator = literal.toString().startsWith("---");
    boolean marked = inside ? named && FIELD.matcher(written).matches() : !written.isEmpty();
    if (marked && !glued && !separator) {
      int end = out.length();
      if (end > 0 && out.charAt(end - 1) == '\r') {
        end--;
      }
      out.insert(end, " #kix:" + file + ":" + line);
    }
    line++;
    literal.setLength(0);
    glued = false;
    inside = blocks.contains("define");
  }

  /** What a mark says: the number of a file, and a line of it. */
  record Mark(int file, int line) {}

  /** A text without its marks. */
  static String remove(String marked) {
    return MARK.matcher(marked).replaceAll("");
  }

  /** Whether nothing but marks is in a text. */
  static boolean isBlank(String marked) {
    return remove(marked).isBlank();
  }

  /**
   * Where the lines of a document come from. A line without a mark belongs to the next one: marks
   * stand behind what an action gave.
   *
   * @param plain the document
   * @param marked the same, rendered with marks
   * @return as many as {@code plain} has lines; empty when the two have different numbers of them
   */
  static List<@Nullable Mark> lines(String plain, String marked) {
    List<@Nullable Mark> marks = new ArrayList<>();
    for (String one : marked.lines().toList()) {
      Matcher mark = MARK.matcher(one);
      boolean found = mark.find();
      if (!isBlank(one)) {
        marks.add(
            found
                ? new Mark(Integer.parseInt(mark.group(1)), Integer.parseInt(mark.group(2)))
                : null);
      }
    }
    List<String> lines = plain.lines().toList();
    if (lines.stream().filter(l -> !l.isBlank()).count() != marks.size()) {
      return List.of();
    }
    @Nullable Mark[] places = new @Nullable Mark[lines.size()];
    Mark next = null;
    int index = marks.size();
    for (int i = lines.size() - 1; i >= 0; i--) {
      if (!lines.get(i).isBlank()) {
        Mark own = marks.get(--index);
        next = own == null ? next : own;
      }
      places[i] = next;
    }
    return Arrays.asList(places);
  }
}
