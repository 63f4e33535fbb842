package dev.kix.helm;

import dev.kix.cluster.helm.RenderedChart;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Changes the few words of templates that would make a rendering depend on more than the chart and
 * its values, or that Helm's library has no argument for:
 *
 * <ul>
 *   <li>{@code lookup} asks a cluster. It becomes an expression that gives what {@code lookup}
 *       gives without one, an empty map.
 *   <li>{@code now} becomes a fixed moment, and {@code ago}, which looks at the clock by itself, an
 *       error for those who call it.
 *   <li>{@code .Capabilities.APIVersions} becomes the list of the target version: Helm's own holds
 *       whatever its client library knows, removed APIs included.
 *   <li>{@code helm.sh/hook} gets another name, since Helm keeps hooks out of what it gives back.
 * </ul>
 *
 * Lines stay where they are, so that Helm's messages name the right ones.
 */
final class TemplateRewriter {
  /** The named template that holds the API versions as a JSON object. */
  static final String API_TEMPLATE = "kix.apiVersions";

  /** The named template that fails for what looks at the clock. */
  private static final String CLOCK_TEMPLATE = "kix.clock";

  /** Raw strings, which stand in YAML and JSON without further quoting. */
  private static final String APIS = "(include `" + API_TEMPLATE + "` `` | fromJson)";

  private static final Map<String, String> FUNCTIONS =
      Map.of(
          "lookup",
          "pick (dict)",
          "now",
          "(toDate `2006-01-02 15` `1980-01-01 12`)",
          "ago",
          // Takes one argument, as "ago" does, wherever it comes from.
          "include `" + CLOCK_TEMPLATE + "`");

  /** Functions whose results differ from run to run. */
  private static final Set<String> RANDOM =
      Set.of(
          "bcrypt",
          "buildCustomCert",
          "derivePassword",
          "encryptAES",
          "genCA",
          "genCAWithKey",
          "genPrivateKey",
          "genSelfSignedCert",
          "genSelfSignedCertWithKey",
          "genSignedCert",
          "genSignedCertWithKey",
          "htpasswd",
          "keys",
          "randAlpha",
          "randAlphaNum",
          "randAscii",
          "randBytes",
          "randInt",
          "randNumeric",
          "shuffle",
          "uuidv4",
          "values");

  /** Those of them that give the entries of a map in any order. */
  private static final Set<String> UNSORTED = Set.of("keys", "values");

  /** A token of an action: a string, a comment, a chain of fields, or a word. */
  private static final Pattern TOKEN =
      Pattern.compile(
          "\"(?:[^\"\\\\\\n]|\\\\.)*\"|`[^`]*`|'(?:[^'\\\\\\n]|\\\\.)*'|/\\*.*?\\*/"
              + "|[$.][\\w.$]*|[A-Za-z_]\\w*",
          Pattern.DOTALL);

  private static final Pattern WORD = Pattern.compile("[$.][\\w.$]*|[A-Za-z_]\\w*");

  private final SortedSet<String> random = new TreeSet<>();

  /** The functions met so far whose results differ from run to run. */
  SortedSet<String> random() {
    return random;
  }

  /** A template file. */
  String template(String text) {
    String hooks = text.replace("helm.sh/hook", RenderedChart.HOOK_PREFIX + "hook");
    StringBuilder out = new StringBuilder(hooks.length() + 64);
    int at = 0;
    while (true) {
      int open = hooks.indexOf("{{", at);
      if (open < 0) {
        return out.append(hooks, at, hooks.length()).toString();
      }
      out.append(hooks, at, open + 2);
      at = action(hooks, open + 2, out);
    }
  }

  /** Rewrites what stands between two pairs of braces; the end of it. */
  private int action(String text, int start, StringBuilder out) {
    int at = start;
    boolean sorted = isSorted(text, start);
    Matcher token = TOKEN.matcher(text);
    while (true) {
      int close = text.indexOf("}}", at);
      boolean found = token.find(at);
      if (!found || (close >= 0 && token.start() > close)) {
        int end = close < 0 ? text.length() : close + 2;
        out.append(text, at, end);
        return end;
      }
      out.append(text, at, token.start()).append(word(token.group(), sorted));
      at = token.end();
    }
  }

  /** Whether it makes no difference to an action in which order the entries of a map come. */
  private static boolean isSorted(String text, int start) {
    int close = text.indexOf("}}", start);
    String action = text.substring(start, close < 0 ? text.length() : close);
    return action.contains("sortAlpha") || action.contains("len ") || action.endsWith("len");
  }

  private String word(String token, boolean sorted) {
    char first = token.charAt(0);
    if (first == '"' || first == '`') {
      return first == '"' && token.contains("{{") ? values(token) : token;
    }
    if (first == '.' || first == '$') {
      if (token.endsWith(".APIVersions.Has")) {
        return "hasKey " + APIS;
      }
      return token.endsWith(".Capabilities.APIVersions")
          ? "(" + APIS + " | keys | sortAlpha)"
          : token;
    }
    if (RANDOM.contains(token) && !(sorted && UNSORTED.contains(token))) {
      random.add(token);
    }
    return FUNCTIONS.getOrDefault(token, token);
  }

  /**
   * Values, which may hold templates in their strings: YAML or JSON text. What stands in braces is
   * looked through word by word, whatever quoting there is around it.
   */
  String values(String text) {
    String hooks = text.replace("helm.sh/hook", RenderedChart.HOOK_PREFIX + "hook");
    if (!hooks.contains("{{")) {
      return hooks;
    }
    StringBuilder out = new StringBuilder(hooks.length());
    int at = 0;
    for (int open = hooks.indexOf("{{"); open >= 0; open = hooks.indexOf("{{", at)) {
      int close = hooks.indexOf("}}", open);
      int end = close < 0 ? hooks.length() : close;
      out.append(hooks, at, open);
      Matcher word = WORD.matcher(hooks.substring(open, end));
      out.append(word.replaceAll(m -> Matcher.quoteReplacement(word(m.group(), false))));
      at = end;
    }
    return out.append(hooks, at, hooks.length()).toString();
  }

  /** The text of the file with the templates that rewritten actions call. */
  static String apiTemplate(Set<String> apiVersions) {
    StringBuilder out = new StringBuilder("{{- define \"" + API_TEMPLATE + "\" -}}\n{");
    String separator = "";
    for (String version : new TreeSet<>(apiVersions)) {
      if (version.toLowerCase(Locale.ROOT).matches("[\\w./-]+")) {
        out.append(separator).append('"').append(version).append("\":1");
        separator = ",";
      }
    }
    return out.append("}\n{{- end -}}\n{{- define \"" + CLOCK_TEMPLATE + "\" -}}\n")
        .append(
            "{{- fail `the function 'ago' asks the clock: what it gives would change with every build` }}")
        .append("\n{{- end -}}\n")
        .toString();
  }
}
