package dev.kix.cluster.helm;

import dev.kix.grammar.Position;
import dev.kix.grammar.SourceFile;
import dev.kix.interpreter.diagnostic.ErrorKind;
import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.value.AttrsBuilder;
import dev.kix.interpreter.value.Bytes;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.NixBool;
import dev.kix.interpreter.value.NixFloat;
import dev.kix.interpreter.value.NixInt;
import dev.kix.interpreter.value.NixList;
import dev.kix.interpreter.value.NixNull;
import dev.kix.interpreter.value.NixString;
import dev.kix.interpreter.value.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.schema.JsonSchema;

/**
 * Reads manifests as Helm and kubectl do: YAML as {@code sigs.k8s.io/yaml} understands it, which is
 * neither YAML 1.2 nor quite 1.1. {@code 0644} is a number in base 8, {@code yes} and {@code on}
 * are true, {@code <<} merges, and of a key that is given twice the last one counts. What comes out
 * knows the lines it stands in.
 */
final class GoYaml {
  private static final int MAX_DEPTH = 200;

  private static final Set<String> TRUE =
      Set.of("y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON");
  private static final Set<String> FALSE =
      Set.of("n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF");
  private static final Set<String> NULL = Set.of("", "~", "null", "Null", "NULL");

  /** As {@code yamlStyleFloat} in go-yaml 2. */
  private static final Pattern FLOAT =
      Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");

  private static final Pattern INT =
      Pattern.compile("[-+]?(0[xX][0-9a-fA-F]+|0[bB][01]+|0[oO][0-7]+|[0-9]+)");

  private final SourceFile file;
  private final boolean ascii;

  /** Made once: searching from the start for each node took 50 s for the definitions of a chart. */
  private final int[] offsets;

  private GoYaml(SourceFile file) {
    this.file = file;
    this.ascii = file.text().chars().allMatch(c -> c < 0x80);
    this.offsets = ascii ? new int[0] : offsets(file.text());
  }

  /**
   * The value of one document; {@code null} for an empty one.
   *
   * @throws EvalException if it is not YAML
   */
  static Value read(SourceFile file) {
    GoYaml reader = new GoYaml(file);
    LoadSettings settings =
        LoadSettings.builder()
            .setSchema(new JsonSchema())
            .setUseMarks(true)
            .setAllowDuplicateKeys(true)
            .setCodePointLimit(Integer.MAX_VALUE)
            .build();
    try {
      Optional<Node> node = new Compose(settings).composeString(Bytes.decode(file.text()));
      return node.isEmpty() ? NixNull.NULL : reader.value(node.get(), 0);
    } catch (YamlEngineException e) {
      throw new EvalException(
          ErrorKind.EVAL,
          "it is not YAML: " + Bytes.encode(String.valueOf(e.getMessage())),
          new Position(file, 0));
    }
  }

  private Value value(Node node, int depth) {
    if (depth > MAX_DEPTH) {
      throw new EvalException(
          ErrorKind.EVAL, "it is nested more than " + MAX_DEPTH + " deep", position(node));
    }
    if (node instanceof ScalarNode scalar) {
      return scalar(scalar);
    }
    if (node instanceof SequenceNode sequence) {
      List<Lazy> out = new ArrayList<>(sequence.getValue().size());
      for (Node element : sequence.getValue()) {
        out.add(value(element, depth + 1));
      }
      return NixList.copyOf(out);
    }
    if (node instanceof MappingNode mapping) {
      return attrs(mapping, depth);
    }
    return NixNull.NULL;
  }

  private NixAttrs attrs(MappingNode mapping, int depth) {
    TreeMap<String, Value> values = new TreeMap<>();
    TreeMap<String, @Nullable Position> positions = new TreeMap<>();
    for (NodeTuple field : mapping.getValue()) {
      if (field.getKeyNode() instanceof ScalarNode key
          && key.isPlain()
          && key.getValue().equals("<<")) {
        merge(field.getValueNode(), values, positions, depth);
      }
    }
    for (NodeTuple field : mapping.getValue()) {
      if (!(field.getKeyNode() instanceof ScalarNode key)) {
        throw new EvalException(
            ErrorKind.EVAL, "a key is not a string", position(field.getKeyNode()));
      }
      if (key.isPlain() && key.getValue().equals("<<")) {
        continue;
      }
      String name = Bytes.encode(key.getValue());
      values.put(name, value(field.getValueNode(), depth + 1));
      positions.put(name, position(key));
    }
    AttrsBuilder out = new AttrsBuilder(values.size());
    values.forEach((name, value) -> out.put(name, value, positions.get(name)));
    return out.build();
  }

  private void merge(
      Node from,
      TreeMap<String, Value> values,
      TreeMap<String, @Nullable Position> positions,
      int depth) {
    List<Node> sources =
        from instanceof SequenceNode sequence ? sequence.getValue() : List.of(from);
    for (Node source : sources) {
      if (source instanceof MappingNode mapping) {
        NixAttrs merged = attrs(mapping, depth + 1).flatten();
        for (int i = 0; i < merged.size(); i++) {
          if (!values.containsKey(merged.name(i))) {
            values.put(merged.name(i), merged.value(i).force());
            positions.put(merged.name(i), merged.position(i));
          }
        }
      }
    }
  }

  private static Value scalar(ScalarNode node) {
    String text = node.getValue();
    Tag tag = node.getTag();
    if (tag.equals(Tag.BINARY)) {
      return NixString.of(Bytes.encode(text.replaceAll("\\s", "")));
    }
    boolean forced = tag.equals(Tag.STR) && node.getScalarStyle() == ScalarStyle.PLAIN;
    if (node.getScalarStyle() != ScalarStyle.PLAIN || forced && isTagged(node)) {
      return NixString.of(Bytes.encode(text));
    }
    return plain(text);
  }

  /** Whether a plain scalar has a tag of its own: then it is longer than its text. */
  private static boolean isTagged(ScalarNode node) {
    Optional<Mark> start = node.getStartMark();
    Optional<Mark> end = node.getEndMark();
    return start.isPresent()
        && end.isPresent()
        && end.get().getIndex() - start.get().getIndex() > node.getValue().length()
        && start.get().getBuffer()[start.get().getPointer()] == '!';
  }

  /** A plain scalar by the rules of go-yaml 2. */
  static Value plain(String text) {
    if (NULL.contains(text)) {
      return NixNull.NULL;
    }
    if (TRUE.contains(text)) {
      return NixBool.of(true);
    }
    if (FALSE.contains(text)) {
      return NixBool.of(false);
    }
    String digits = text.replace("_", "");
    if (INT.matcher(digits).matches()) {
      Value number = integer(digits);
      if (number != null) {
        return number;
      }
    }
    if (FLOAT.matcher(text).matches()) {
      return NixFloat.of(Double.parseDouble(text));
    }
    return NixString.of(Bytes.encode(text));
  }

  private static @Nullable Value integer(String digits) {
    boolean negative = digits.startsWith("-");
    String rest = negative || digits.startsWith("+") ? digits.substring(1) : digits;
    int base = 10;
    String body = rest;
    if (rest.length() > 1 && rest.charAt(0) == '0') {
      char kind = Character.toLowerCase(rest.charAt(1));
      base = kind == 'x' ? 16 : kind == 'b' ? 2 : 8;
      body = rest.substring(kind == 'x' || kind == 'b' || kind == 'o' ? 2 : 1);
    }
    try {
      return NixInt.of(Long.parseLong((negative ? "-" : "") + body, base));
    } catch (NumberFormatException e) {
      return null; // 089 and what has more than 64 bits are floats or texts
    }
  }

  private @Nullable Position position(Node node) {
    Optional<Mark> mark = node.getStartMark();
    if (mark.isEmpty()) {
      return null;
    }
    int index = mark.get().getIndex();
    return new Position(file, ascii ? Math.min(index, file.text().length()) : offset(index));
  }

  /** Where each code point begins in a text of bytes in UTF-8. */
  private static int[] offsets(String text) {
    int[] offsets = new int[text.length()];
    int points = 0;
    for (int i = 0; i < text.length(); i++) {
      if ((text.charAt(i) & 0xC0) != 0x80) {
        offsets[points++] = i;
      }
    }
    return Arrays.copyOf(offsets, points);
  }

  /** The parser counts code points, the file bytes. */
  private int offset(int codePoint) {
    return codePoint < offsets.length ? offsets[codePoint] : file.text().length();
  }
}
