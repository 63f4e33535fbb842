package dev.kix.k8s.corpus;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kix.k8s.Manifest;
import dev.kix.k8s.ManifestSource;
import dev.kix.k8s.YamlManifests;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A right manifest with one change that makes it wrong. A file holds sections between lines of
 * {@code ===}; a section is the right manifest (after definitions it needs, as documents before
 * it), {@code ---}, and a case a line:
 *
 * <pre>
 * PATH = JSON -> RULE [PATH] ; RULE [PATH] …
 * PATH removed -> RULE PATH …
 * </pre>
 *
 * A path after a rule is where it must be found; without it, that is the path changed.
 *
 * @param line the line as written
 * @param manifests what is validated: the last one is changed, the others are definitions
 * @param expected what must be found, {@code RULE PATH}, sorted
 */
record CorpusCase(String line, List<Manifest> manifests, List<String> expected) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern LINE = Pattern.compile("(.+?) (?:= (.*?)|(removed)) -> (\\S.*)");
  private static final Pattern STEP =
      Pattern.compile("\\.?([A-Za-z0-9_$-]+)|\\[(\\d+)\\]|\\['((?:[^'\\\\]|\\\\.)*)'\\]");

  static List<CorpusCase> read(Path file) throws Exception {
    List<CorpusCase> out = new ArrayList<>();
    for (String section : Files.readString(file, StandardCharsets.UTF_8).split("(?m)^===\n")) {
      int end = section.lastIndexOf("\n---\n");
      List<Manifest> base =
          YamlManifests.parse(file.getFileName().toString(), section.substring(0, end + 1));
      out.add(new CorpusCase("right: " + base.getLast(), base, List.of()));
      for (String line : section.substring(end + 5).split("\n")) {
        if (!line.isBlank() && !line.startsWith("#")) {
          out.add(parse(line, base));
        }
      }
    }
    return out;
  }

  private static CorpusCase parse(String line, List<Manifest> base) throws Exception {
    Matcher m = LINE.matcher(line);
    if (!m.matches()) {
      throw new IllegalArgumentException("not a case: " + line);
    }
    ObjectNode tree = base.getLast().tree().deepCopy();
    change(tree, m.group(1), m.group(3) != null ? null : JSON.readTree(m.group(2)));
    List<String> expected = new ArrayList<>();
    for (String finding : m.group(4).split(" ; ")) {
      expected.add(finding.indexOf(' ') > 0 ? finding : finding + " $." + m.group(1));
    }
    expected.sort(null);
    List<Manifest> all = new ArrayList<>(base.subList(0, base.size() - 1));
    all.add(new Manifest(tree, ManifestSource.UNKNOWN));
    return new CorpusCase(line, all, expected);
  }

  private static void change(JsonNode tree, String path, JsonNode value) {
    List<Object> steps = new ArrayList<>();
    Matcher m = STEP.matcher(path);
    int at = 0;
    while (m.find() && m.start() == at) {
      steps.add(
          m.group(2) != null
              ? (Object) Integer.valueOf(m.group(2))
              : m.group(1) != null ? m.group(1) : m.group(3).replace("\\'", "'"));
      at = m.end();
    }
    if (at != path.length()) {
      throw new IllegalArgumentException("not a path: " + path);
    }
    JsonNode owner = tree;
    for (Object step : steps.subList(0, steps.size() - 1)) {
      JsonNode next = step instanceof Integer i ? owner.path(i) : owner.path((String) step);
      if (next.isMissingNode() && owner instanceof ObjectNode object) {
        next = object.putObject((String) step);
      }
      owner = next;
    }
    Object last = steps.getLast();
    if (owner instanceof ArrayNode list && last instanceof Integer i) {
      if (value == null) {
        list.remove(i);
      } else if (i < list.size()) {
        list.set(i, value);
      } else {
        list.add(value);
      }
    } else if (owner instanceof ObjectNode object && last instanceof String key) {
      if (value == null) {
        object.remove(key);
      } else {
        object.set(key, value);
      }
    } else {
      throw new IllegalArgumentException("nothing at " + path);
    }
  }

  @Override
  public String toString() {
    return line;
  }
}
