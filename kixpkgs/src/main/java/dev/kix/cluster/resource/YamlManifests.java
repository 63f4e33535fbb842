package dev.kix.cluster.resource;

import dev.kix.cluster.SuppliedLazy;
import dev.kix.grammar.Origin;
import dev.kix.grammar.Position;
import dev.kix.grammar.SourceFile;
import dev.kix.interpreter.diagnostic.ErrorKind;
import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.format.YamlReader;
import dev.kix.interpreter.value.AttrsBuilder;
import dev.kix.interpreter.value.Bytes;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.NixList;
import dev.kix.interpreter.value.NixNull;
import dev.kix.interpreter.value.NixPath;
import dev.kix.interpreter.value.NixString;
import dev.kix.interpreter.value.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.schema.JsonSchema;

/**
 * Manifests that exist as YAML or JSON, as values that know the lines they stand in: messages about
 * them name the file and the line, as they do for Nix. The values are those of {@code
 * builtins.fromYAML}. Documents without content are left out, and a {@code List} is its items.
 */
public final class YamlManifests {
  private YamlManifests() {}

  /**
   * The manifests of a file or a text.
   *
   * @param source a path, or a string that holds YAML
   */
  public static NixList read(EvalState state, Lazy source) {
    Value v = source.force();
    SourceFile file;
    if (v instanceof NixPath path) {
      byte[] bytes = state.services().files().read(path.path());
      file = new SourceFile(Origin.file(path.path()), Bytes.fromArray(bytes));
    } else {
      String text = state.forceString(v, null, "while reading manifests").value();
      file = new SourceFile(Origin.string(), text);
    }
    List<Value> values;
    try {
      values = YamlReader.readAll(file.text());
    } catch (EvalException e) {
      throw v instanceof NixPath path
          ? e.duringCustom(null, "while reading the manifests in '" + path.path() + "'")
          : e;
    }
    List<Lazy> manifests = new ArrayList<>();
    Iterator<Node> nodes = compose(file.text()).iterator();
    int[] offsets = offsets(file.text());
    for (Value value : values) {
      Node node = nodes.hasNext() ? nodes.next() : null;
      Value located = node == null ? value : locate(value, node, file, offsets);
      if (located == NixNull.NULL) {
        continue;
      }
      if (!(located instanceof NixAttrs manifest)) {
        throw new EvalException(
            ErrorKind.TYPE,
            "a manifest is a map, but this document is " + located.describeType(),
            node == null ? null : position(node, file, offsets));
      }
      add(manifest, node == null ? null : position(node, file, offsets), manifests);
    }
    return NixList.copyOf(manifests);
  }

  /** {@code mapAttrs} that keeps the places of the attributes. */
  public static NixAttrs mapFields(EvalState state, Lazy function, Lazy set) {
    NixAttrs flat = state.forceAttrs(set, null, "while evaluating a manifest").flatten();
    Value f = function.force();
    AttrsBuilder out = new AttrsBuilder(flat.size());
    for (int i = 0; i < flat.size(); i++) {
      NixString name = NixString.of(flat.name(i));
      Lazy value = flat.value(i);
      out.put(
          flat.name(i), new SuppliedLazy(() -> state.call(f, null, name, value)), flat.position(i));
    }
    return out.build();
  }

  private static void add(NixAttrs manifest, @Nullable Position start, List<Lazy> out) {
    Lazy items = manifest.get("items");
    Lazy kind = manifest.get("kind");
    if (kind != null
        && kind.force() instanceof NixString name
        && name.value().endsWith("List")
        && items != null
        && items.force() instanceof NixList list) {
      out.addAll(List.of(list.elements()));
    } else {
      ManifestIdentity.require(manifest, "a manifest", start);
      out.add(manifest);
    }
  }

  private static List<Node> compose(String text) {
    LoadSettings settings =
        LoadSettings.builder()
            .setSchema(new JsonSchema())
            .setUseMarks(true)
            .setCodePointLimit(Integer.MAX_VALUE)
            .build();
    List<Node> nodes = new ArrayList<>();
    for (Node node : new Compose(settings).composeAllFromString(Bytes.decode(text))) {
      nodes.add(node);
    }
    return nodes;
  }

  /** Where the code points of a text start, when there are any but ASCII; else empty. */
  private static int[] offsets(String text) {
    boolean ascii = text.chars().allMatch(c -> c < 0x80);
    if (ascii) {
      return new int[0];
    }
    int[] offsets = new int[text.length() + 1];
    int points = 0;
    for (int i = 0; i < text.length(); i++) {
      if ((text.charAt(i) & 0xC0) != 0x80) { // not a byte that continues a code point
        offsets[points++] = i;
      }
    }
    for (int i = points; i < offsets.length; i++) {
      offsets[i] = text.length();
    }
    return offsets;
  }

  private static @Nullable Position position(Node node, SourceFile file, int[] offsets) {
    Optional<Mark> mark = node.getStartMark();
    if (mark.isEmpty()) {
      return null;
    }
    int index = mark.get().getIndex();
    int offset = offsets.length == 0 ? index : offsets[Math.min(index, offsets.length - 1)];
    return new Position(file, Math.min(offset, file.text().length()));
  }

  /** The value with the positions of its keys. */
  private static Value locate(Value value, Node node, SourceFile file, int[] offsets) {
    if (value instanceof NixAttrs attrs && node instanceof MappingNode mapping) {
      Map<String, NodeTuple> fields = new HashMap<>();
      for (NodeTuple field : mapping.getValue()) {
        if (field.getKeyNode() instanceof ScalarNode key) {
          fields.put(Bytes.encode(key.getValue()), field);
        }
      }
      NixAttrs flat = attrs.flatten();
      AttrsBuilder out = new AttrsBuilder(flat.size());
      for (int i = 0; i < flat.size(); i++) {
        NodeTuple field = fields.get(flat.name(i));
        if (field == null) {
          out.put(flat.name(i), flat.value(i));
        } else {
          out.put(
              flat.name(i),
              locate(flat.value(i).force(), field.getValueNode(), file, offsets),
              position(field.getKeyNode(), file, offsets));
        }
      }
      return out.build();
    }
    if (value instanceof NixList list
        && node instanceof SequenceNode sequence
        && sequence.getValue().size() == list.size()) {
      List<Lazy> out = new ArrayList<>(list.size());
      for (int i = 0; i < list.size(); i++) {
        out.add(locate(list.get(i).force(), sequence.getValue().get(i), file, offsets));
      }
      return NixList.copyOf(out);
    }
    return value;
  }
}
