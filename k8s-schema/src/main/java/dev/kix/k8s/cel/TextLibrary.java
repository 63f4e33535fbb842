package dev.kix.k8s.cel;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.cel.runtime.CelEvaluationException;
import dev.kix.k8s.cel.FunctionTable.Type;
import java.util.ArrayList;
import java.util.List;

/** Methods of texts: find, findAll (regex.go), and format of the strings library. */
final class TextLibrary {
  private static final Type VALUES = new Type(ListType.create(SimpleType.DYN), List.class);

  private TextLibrary() {}

  static void addTo(FunctionTable f) {
    f.member(
        "find",
        "string_find_string",
        Types.STRING.type(),
        List.of(Types.STRING, Types.STRING),
        a -> find((String) a[0], (String) a[1]));
    f.member(
        "findAll",
        "string_find_all_string",
        Types.STRINGS.type(),
        List.of(Types.STRING, Types.STRING),
        a -> findAll((String) a[0], (String) a[1], -1));
    f.member(
        "findAll",
        "string_find_all_string_int",
        Types.STRINGS.type(),
        List.of(Types.STRING, Types.STRING, Types.INT),
        a -> findAll((String) a[0], (String) a[1], (Long) a[2]));
  }

  /** The method format, which came later. */
  static void addFormatTo(FunctionTable f) {
    f.member(
        "format",
        "string_format",
        Types.STRING.type(),
        List.of(Types.STRING, VALUES),
        a -> Formatter.format((String) a[0], (List<?>) a[1]));
  }

  private static Pattern compile(String pattern) throws CelEvaluationException {
    try {
      return Pattern.compile(pattern);
    } catch (PatternSyntaxException e) {
      throw new CelEvaluationException("'" + pattern + "' is not a regular expression", e);
    }
  }

  private static String find(String text, String pattern) throws CelEvaluationException {
    Matcher m = compile(pattern).matcher(text);
    return m.find() ? m.group() : "";
  }

  private static List<String> findAll(String text, String pattern, long most)
      throws CelEvaluationException {
    List<String> out = new ArrayList<>();
    Matcher m = compile(pattern).matcher(text);
    while ((most < 0 || out.size() < most) && m.find()) {
      out.add(m.group());
    }
    return out;
  }
}
