package dev.kix.helm;

import dev.kix.cluster.helm.ChartException;
import dev.kix.cluster.helm.ChartFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * A chart as Helm gets it: all archives in it unpacked, its templates rewritten, and in every chart
 * of it a template more that says whether Helm takes that chart in.
 */
final class ChartFolder {
  /** The template that every chart gets, and the kind of what it gives. */
  static final String MARKER_FILE = "kix-chart.yaml";

  static final String MARKER_KIND = "KixChart";

  /** Where a template goes whose place is taken by one that includes it. */
  private static final String BROKEN_FILE = "_kix-broken.tpl";

  /** What rewritten templates call. */
  private static final String API_FILE = "_kix.tpl";

  private static final int MAX_DEPTH = 20;

  /**
   * Names of values that are empty because everybody has others: passwords, and Secrets with them.
   */
  private static final Pattern SECRET =
      Pattern.compile(
          "^existing.*Secret|[pP]assword$|[sS]ecretName$|^cert$|^key$|[cC]ookie$|Token$|^rpcSecret$|^(rootUser|user|access.*|secret.*Key)$");

  private final SortedMap<String, byte[]> files = new TreeMap<>();
  private final TemplateRewriter rewriter = new TemplateRewriter();
  private final List<String> charts = new ArrayList<>();
  private final List<String> markedFiles = new ArrayList<>();
  private final Map<String, ?> root;

  private ChartFolder(Map<String, ?> root) {
    this.root = root;
  }

  /** Prepares a chart; the files stay in memory until {@link #write}. */
  static ChartFolder of(ChartFiles chart, Set<String> apiVersions) throws ChartException {
    SortedMap<String, byte[]> given = chart.byPath();
    if (chart.archive()) {
      Map.Entry<String, byte[]> only = given.entrySet().iterator().next();
      given = ChartArchive.unpack(only.getValue(), only.getKey());
    }
    Map<String, ?> root = metadata(given, "");
    if (root.isEmpty()) {
      throw new ChartException(
          "the Chart.yaml of a Helm chart must be a map with its name and version, and this one is not");
    }
    ChartFolder folder = new ChartFolder(root);
    folder.add(given, "", 0);
    folder.files.put(
        "templates/" + API_FILE,
        TemplateRewriter.apiTemplate(apiVersions).getBytes(StandardCharsets.UTF_8));
    return folder;
  }

  /** Adds a chart whose folder is {@code prefix}. */
  private void add(SortedMap<String, byte[]> given, String prefix, int depth)
      throws ChartException {
    if (depth > MAX_DEPTH) {
      throw new ChartException("its charts are nested more than " + MAX_DEPTH + " deep");
    }
    Set<String> folders = new HashSet<>();
    SortedMap<String, SortedMap<String, byte[]>> inner = new TreeMap<>();
    for (Map.Entry<String, byte[]> file : given.entrySet()) {
      String path = file.getKey();
      String below = path.startsWith("charts/") ? path.substring(7) : "";
      int slash = below.indexOf('/');
      if (slash > 0) {
        String name = below.substring(0, slash);
        folders.add(name);
        inner
            .computeIfAbsent(name, n -> new TreeMap<>())
            .put(below.substring(slash + 1), file.getValue());
      } else if (below.endsWith(".tgz")) {
        String name = below.substring(0, below.length() - 4);
        inner.put(
            folders.contains(name) || given.containsKey("charts/" + name + "/Chart.yaml")
                ? name + ".tgz"
                : name,
            ChartArchive.unpack(file.getValue(), path));
      } else {
        files.put(prefix + path, rewritten(path, file.getValue()));
      }
    }
    Map<String, ?> metadata = metadata(given, "");
    if (!"library".equals(metadata.get("type")) && !metadata.isEmpty()) {
      charts.add(prefix);
      files.put(prefix + "templates/" + MARKER_FILE, marker(charts.size() - 1));
    }
    for (Map.Entry<String, SortedMap<String, byte[]>> chart : inner.entrySet()) {
      // Helm passes over what starts so.
      if (!chart.getKey().startsWith("_") && !chart.getKey().startsWith(".")) {
        add(chart.getValue(), prefix + "charts/" + chart.getKey() + "/", depth + 1);
      }
    }
  }

  /** Says which chart it is, and which files of definitions Helm sees: some may be ignored. */
  private static byte[] marker(int index) {
    return ("apiVersion: kix.dev/internal\nkind: "
            + MARKER_KIND
            + "\nchart: "
            + index
            + "\ncrds: [{{ range $path, $content := .Files.Glob `crds/**` }}{{ $path | toJson }},{{ end }}]\n")
        .getBytes(StandardCharsets.UTF_8);
  }

  private byte[] rewritten(String path, byte[] content) {
    boolean template = path.startsWith("templates/");
    if (path.equals("values.schema.json")) {
      return ValuesSchema.local(content);
    }
    if (!template && !path.equals("values.yaml")) {
      return content;
    }
    String text = new String(content, StandardCharsets.UTF_8);
    return (template ? rewriter.template(text) : rewriter.values(text))
        .getBytes(StandardCharsets.UTF_8);
  }

  /** Values, rewritten as those of the chart are. */
  String values(String json) {
    return rewriter.values(json);
  }

  /** Whether a template uses functions whose results differ from run to run. */
  Set<String> randomFunctions() {
    return rewriter.random();
  }

  /**
   * The values of the chart that a document comes from which look as if they held a password, a key
   * or a certificate, or named a Secret; with the names of the charts that lead there.
   *
   * @param source {@code CHART/charts/OTHER/templates/FILE}
   */
  List<String> secretValues(String source) {
    int templates = source.indexOf("/templates/");
    int start = source.indexOf('/') + 1;
    String prefix = templates < start ? "" : source.substring(start, templates) + "/";
    byte[] content = files.get(prefix + "values.yaml");
    List<String> found = new ArrayList<>();
    if (content != null) {
      String place = prefix.replace("charts/", "").replace('/', '.');
      secretValues(yaml(new String(content, StandardCharsets.UTF_8)), place, found, 0);
    }
    return found;
  }

  private static void secretValues(
      @Nullable Object value, String place, List<String> found, int depth) {
    if (!(value instanceof Map<?, ?> map) || depth > MAX_DEPTH) {
      return;
    }
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      String name = String.valueOf(entry.getKey());
      Object inner = entry.getValue();
      if (inner instanceof Map<?, ?>) {
        secretValues(inner, place + name + ".", found, depth + 1);
      } else if ((inner == null || "".equals(inner)) && SECRET.matcher(name).find()) {
        found.add(place + name);
      }
    }
  }

  String name() {
    return text("name");
  }

  String version() {
    return text("version");
  }

  private String text(String field) {
    Object value = root.get(field);
    return value == null ? "" : value.toString();
  }

  /**
   * The definitions of custom resources of a chart, by file.
   *
   * @param index of the chart, as its marker says
   * @param paths in the chart's folder
   */
  SortedMap<String, String> definitions(int index, List<String> paths) {
    SortedMap<String, String> found = new TreeMap<>();
    String folder = charts.get(index);
    for (String path : paths) {
      byte[] content = files.get(folder + path);
      if (content != null
          && (path.endsWith(".yaml") || path.endsWith(".yml") || path.endsWith(".json"))) {
        found.put(name() + "/" + folder + path, new String(content, StandardCharsets.UTF_8));
      }
    }
    return found;
  }

  /** Marks the lines of all templates. */
  void mark(boolean named) {
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      String path = file.getKey();
      boolean own = path.endsWith("/" + MARKER_FILE) || path.equals("templates/" + API_FILE);
      if (isTemplate(path) && !own) {
        String text = new String(file.getValue(), StandardCharsets.UTF_8);
        String marked = TemplateMarks.add(text, markedFiles.size(), named);
        markedFiles.add(name() + "/" + path);
        file.setValue(marked.getBytes(StandardCharsets.UTF_8));
      }
    }
  }

  /** Has a template give as a string what it gives as a text. */
  void embed(String source) {
    String path = source.substring(source.indexOf('/') + 1);
    int root = path.lastIndexOf("templates/") + "templates/".length();
    byte[] content = files.get(path);
    if (content != null) {
      files.put(path.substring(0, root) + BROKEN_FILE, content);
      files.put(path, BrokenYaml.embedding(BROKEN_FILE).getBytes(StandardCharsets.UTF_8));
    }
  }

  /** The file, from the chart's name on, that has a number in marks; null when none has. */
  @Nullable String markedFile(int number) {
    return number < markedFiles.size() ? markedFiles.get(number) : null;
  }

  private static boolean isTemplate(String path) {
    return (path.startsWith("templates/") || path.contains("/templates/"))
        && (path.endsWith(".yaml") || path.endsWith(".yml") || path.endsWith(".tpl"));
  }

  /**
   * An action of a template.
   *
   * @param file from the chart's name on
   * @param text without its braces
   */
  record Action(String file, int line, String text) {}

  /** The only action of all templates with a string that says just this; null when none is. */
  @Nullable Action actionWith(String words) {
    String literal = '"' + words.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    Action found = null;
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      String text =
          isTemplate(file.getKey()) ? new String(file.getValue(), StandardCharsets.UTF_8) : "";
      int at = text.indexOf(literal);
      int open = at < 0 ? -1 : text.lastIndexOf("{{", at);
      int close = at < 0 ? -1 : text.indexOf("}}", at);
      if (open < 0 || close < 0) {
        continue;
      }
      if (found != null || text.indexOf(literal, close) >= 0) {
        return null;
      }
      int line = 1 + (int) text.substring(0, at).chars().filter(c -> c == '\n').count();
      String body = text.substring(open + 2, close).replaceAll("^-|-$", "").strip();
      found = new Action(name() + "/" + file.getKey(), line, body);
    }
    return found;
  }

  /** A file of the chart as text, from the chart's name on; empty without it. */
  String file(String source) {
    byte[] content = files.get(source.substring(source.indexOf('/') + 1));
    return content == null ? "" : new String(content, StandardCharsets.UTF_8);
  }

  /** How many charts there are, this one and all in it. */
  int size() {
    return charts.size();
  }

  void write(Path folder) throws IOException {
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Path path = folder.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.write(path, file.getValue());
    }
  }

  private static Map<String, ?> metadata(SortedMap<String, byte[]> files, String prefix) {
    byte[] content = files.get(prefix + "Chart.yaml");
    Object parsed = content == null ? null : yaml(new String(content, StandardCharsets.UTF_8));
    Map<String, Object> out = new TreeMap<>();
    if (parsed instanceof Map<?, ?> map) {
      map.forEach((k, v) -> out.put(String.valueOf(k), v == null ? "" : v));
    }
    return out;
  }

  private static @Nullable Object yaml(String text) {
    try {
      return new Load(LoadSettings.builder().setAllowDuplicateKeys(true).build())
          .loadFromString(text);
    } catch (YamlEngineException e) {
      return null; // Helm says what is wrong with it.
    }
  }
}
