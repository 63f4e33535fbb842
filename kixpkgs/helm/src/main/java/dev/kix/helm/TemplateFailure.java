package dev.kix.helm;

import dev.kix.cluster.helm.ChartException;
import dev.kix.cluster.helm.ChartException.ValueProblem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A failure inside of templates: what Go's template engine says in one line, as what is wrong,
 * where (innermost first), and which value it is about.
 */
final class TemplateFailure {
  private static final Pattern FRAME =
      Pattern.compile(
          "(?:template: )?([^\\s:\"]+):(\\d+)(?::\\d+)?: executing \"[^\"]*\" at <(.*?)>: "
              + "(?:error calling \\w+: )?(?:error during tpl function execution for \".*?\": )?"
              + "(?=(template: )?)",
          Pattern.DOTALL);

  private static final Pattern PLACED =
      Pattern.compile(
          "(execution|parse) error at \\(([^\\s:)]+):(\\d+)(?::\\d+)?\\): ?(.*)", Pattern.DOTALL);

  private static final Pattern NIL = Pattern.compile("nil pointer evaluating .*\\.(\\w+)$");
  private static final Pattern NO_FIELD = Pattern.compile("can't evaluate field (\\w+) in type .*");
  private static final Pattern VALUE = Pattern.compile("\\.Values((?:\\.[A-Za-z_]\\w*)+)");
  private static final Pattern NO_TEMPLATE =
      Pattern.compile("no template \"([^\"]*)\" associated with template");

  /** The name that templates have which are texts of values. */
  private static final String UNNAMED = "gotpl";

  private final ChartFolder chart;
  private final List<Place> places = new ArrayList<>();
  private final String words;

  /**
   * Where something failed, outermost first in a list of them.
   *
   * @param file from the chart's name on
   * @param expression what was evaluated, or empty
   */
  private record Place(String file, int line, String expression) {}

  private TemplateFailure(String text, ChartFolder chart) {
    this.chart = chart;
    Matcher placed = PLACED.matcher(text);
    if (placed.matches()) {
      places.add(new Place(placed.group(2), Integer.parseInt(placed.group(3)), ""));
      words = placed.group(4).strip();
    } else {
      Matcher frame = FRAME.matcher(text);
      int end = 0;
      while (frame.find(end) && frame.start() == end) {
        places.add(new Place(frame.group(1), Integer.parseInt(frame.group(2)), frame.group(3)));
        end = frame.end();
      }
      words = text.substring(end).strip();
    }
  }

  /** The exception for a failure of templates; null when a message is about something else. */
  static @Nullable ChartException of(String text, ChartFolder chart) {
    TemplateFailure failure = new TemplateFailure(text, chart);
    return failure.places.isEmpty() ? null : failure.exception();
  }

  private ChartException exception() {
    List<Place> shown = new ArrayList<>(places);
    Place inner = places.get(places.size() - 1);
    ChartFolder.Action demand = inner.expression.isEmpty() ? chart.actionWith(words) : null;
    if (demand != null) {
      if (demand.file().equals(inner.file) && demand.line() == inner.line) {
        shown.remove(shown.size() - 1);
      }
      inner = new Place(demand.file(), demand.line(), demand.text());
      shown.add(inner);
    }
    List<ValueProblem> problems = problems(inner, demand != null);
    return new ChartException(
        "the Helm chart '"
            + chart.name()
            + "' cannot be rendered: "
            + said(problems)
            + where(shown),
        problems);
  }

  /** The words without what the line with the value says better. */
  private String said(List<ValueProblem> problems) {
    if (!problems.isEmpty() && NIL.matcher(words).find()) {
      return "a value is missing";
    }
    Matcher none = NO_TEMPLATE.matcher(words);
    return none.find() ? "there is no template named \"" + none.group(1) + "\"" : words;
  }

  private static String where(List<Place> places) {
    StringBuilder out = new StringBuilder();
    for (int i = places.size() - 1; i >= 0; i--) {
      Place place = places.get(i);
      boolean inner = i == places.size() - 1;
      if (inner || i == 0) {
        out.append(inner ? "\nin " : "\ncalled in ");
        out.append(
            place.file.equals(UNNAMED)
                ? "a template among the values"
                : place.file + ", line " + place.line);
        if (inner && !place.expression.isEmpty()) {
          out.append(": ").append(place.expression.replaceAll("\\s+", " "));
        }
      }
    }
    return out.toString();
  }

  /**
   * The value that an expression reads, where it can be told.
   *
   * @param demanded whether the template says that it must be there
   */
  private List<ValueProblem> problems(Place place, boolean demanded) {
    Matcher value = VALUE.matcher(place.expression);
    if (!value.find()) {
      return List.of();
    }
    List<String> path = new ArrayList<>(owner(place.file));
    int prefix = path.size();
    path.addAll(Arrays.asList(value.group(1).substring(1).split("\\.")));
    if (path.get(prefix).equals("global")) {
      path = path.subList(prefix, path.size());
    }
    Matcher nil = NIL.matcher(words);
    if (nil.find()) {
      int at = path.lastIndexOf(nil.group(1));
      return at <= 0
          ? List.of()
          : List.of(
              new ValueProblem(
                  path,
                  "is read, but 'values."
                      + String.join(".", path.subList(0, at))
                      + "' has no value"));
    }
    if (demanded) {
      boolean required = place.expression.matches("(?s).*\\brequired\\b.*") && !value.find();
      return required
          ? List.of(new ValueProblem(path, "must be given, and not be empty"))
          : List.of();
    }
    Matcher field = NO_FIELD.matcher(words);
    if (field.matches()) {
      int at = path.lastIndexOf(field.group(1));
      return at <= 0
          ? List.of()
          : List.of(
              new ValueProblem(
                  path.subList(0, at), "has no '" + field.group(1) + "', which is read there"));
    }
    return List.of(new ValueProblem(path, "is what is read there"));
  }

  /** The names under which the values of a chart stand in those of the chart that holds it. */
  private static List<String> owner(String file) {
    List<String> out = new ArrayList<>();
    String[] parts = file.split("/");
    for (int i = 1; i + 1 < parts.length && parts[i].equals("charts"); i += 2) {
      out.add(parts[i + 1]);
    }
    return out;
  }
}
