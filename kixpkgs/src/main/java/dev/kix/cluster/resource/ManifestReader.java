package dev.kix.cluster.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kix.grammar.Position;
import dev.kix.interpreter.diagnostic.ErrorKind;
import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.value.Bytes;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.NixBool;
import dev.kix.interpreter.value.NixFloat;
import dev.kix.interpreter.value.NixInt;
import dev.kix.interpreter.value.NixList;
import dev.kix.interpreter.value.NixNull;
import dev.kix.interpreter.value.NixString;
import dev.kix.interpreter.value.StringContext;
import dev.kix.interpreter.value.Value;
import dev.kix.k8s.ResourceId;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates a manifest all the way: a JSON tree, and the resources that its strings refer to.
 * {@code null} drops a field or an element at any depth; empty sets and lists stay.
 */
public final class ManifestReader {
  private static final int MAX_DEPTH = 100;
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final EvalState state;
  private final SortedSet<ResourceId> references = new TreeSet<>();
  private final List<EvalException> failures = new ArrayList<>();

  public ManifestReader(EvalState state) {
    this.state = state;
  }

  /** The resources referred to by all that was read. */
  public SortedSet<ResourceId> references() {
    return references;
  }

  /**
   * Reads a whole manifest. A field that fails does not keep the others from being looked at.
   *
   * @throws EvalException the first failure, when there are any
   */
  public ObjectNode read(NixAttrs manifest) {
    ObjectNode read = (ObjectNode) readAttrs(manifest, "$", 0);
    if (!failures.isEmpty()) {
      throw failures.get(0);
    }
    return read;
  }

  /** What failed, field by field, in their order. */
  public List<EvalException> failures() {
    return failures;
  }

  private JsonNode readOrNote(Lazy lazy, @Nullable Position position, String path, int depth) {
    int calls = state.depth();
    try {
      return read(lazy, position, path, depth);
    } catch (EvalException e) {
      if (e.kind().isAboutTheEvaluation()) {
        throw e;
      }
      state.restoreDepth(calls);
      failures.add(e);
      return JSON.nullNode();
    }
  }

  private JsonNode read(Lazy lazy, @Nullable Position position, String path, int depth) {
    if (depth > MAX_DEPTH) {
      throw new EvalException(
          ErrorKind.EVAL, path + " is nested too deeply; perhaps it is infinite", position);
    }
    Value value = state.force(lazy, position);
    if (value instanceof NixString s) {
      refer(s.context());
      return JSON.textNode(s.toJava());
    }
    if (value instanceof NixInt i) {
      return JSON.numberNode(i.value());
    }
    if (value instanceof NixBool b) {
      return JSON.booleanNode(b.value());
    }
    if (value instanceof NixFloat f && Double.isFinite(f.value())) {
      return JSON.numberNode(f.value());
    }
    if (value instanceof NixNull) {
      return JSON.nullNode();
    }
    if (value instanceof NixAttrs attrs) {
      return readAttrs(attrs, path, depth);
    }
    if (value instanceof NixList list) {
      return readList(list, path, depth);
    }
    throw new EvalException(
        ErrorKind.TYPE,
        path + " is " + value.describeType() + ", which a manifest cannot hold",
        position);
  }

  private JsonNode readAttrs(NixAttrs attrs, String path, int depth) {
    NixAttrs flat = attrs.flatten();
    ObjectNode out = JSON.objectNode();
    for (int i = 0; i < flat.size(); i++) {
      String name = Bytes.decode(flat.name(i));
      JsonNode value = readOrNote(flat.value(i), flat.position(i), path + "." + name, depth + 1);
      if (!value.isNull()) {
        out.set(name, value);
      }
    }
    return out;
  }

  private JsonNode readList(NixList list, String path, int depth) {
    ArrayNode out = JSON.arrayNode(list.size());
    for (int i = 0; i < list.size(); i++) {
      JsonNode value = readOrNote(list.get(i), null, path + "[" + i + "]", depth + 1);
      if (!value.isNull()) {
        out.add(value);
      }
    }
    return out;
  }

  private void refer(StringContext context) {
    for (int i = 0; i < context.size(); i++) {
      if (ResourceReference.isReference(context.get(i))) {
        references.add(ResourceReference.decode(context.get(i)));
      }
    }
  }
}
