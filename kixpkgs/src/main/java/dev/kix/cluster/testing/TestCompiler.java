package dev.kix.cluster.testing;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kix.cluster.Activation;
import dev.kix.cluster.ClusterCompiler;
import dev.kix.cluster.ClusterException;
import dev.kix.cluster.ClusterMessage;
import dev.kix.cluster.ClusterMessage.Severity;
import dev.kix.cluster.ClusterSource;
import dev.kix.cluster.graph.ResourceNode;
import dev.kix.interpreter.diagnostic.ErrorKind;
import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.format.JsonReader;
import dev.kix.interpreter.value.Bytes;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.NixList;
import dev.kix.interpreter.value.Value;
import dev.kix.store.path.StoreDir;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The function {@code compile} of test files. */
final class TestCompiler {
  private TestCompiler() {}

  /**
   * Compiles a cluster named {@code test}; its errors, all of them, are one error of evaluation.
   *
   * @param modules a module or a list of modules
   * @param folder what relative paths in messages start at
   */
  static Value compile(EvalState state, Lazy modules, Path folder) {
    List<Lazy> list = new ArrayList<>();
    if (modules.force() instanceof NixList several) {
      for (Lazy module : several.elements()) {
        list.add(module);
      }
    } else {
      list.add(modules);
    }
    ClusterSource source =
        new ClusterSource("test", Bytes.encode(folder.toString()), list, NixAttrs.EMPTY);
    try {
      return value(new ClusterCompiler(state, StoreDir.NIX_STORE).compile(source));
    } catch (ClusterException e) {
      String text = e.getMessage();
      throw new EvalException(ErrorKind.EVAL, Bytes.encode(text == null ? "" : text), null);
    }
  }

  private static Value value(Activation activation) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    ObjectNode resources = node.putObject("resources");
    for (ResourceNode resource : activation.graph().nodes().values()) {
      String namespace = resource.id().namespace();
      resources.set(
          resource.id().kind()
              + (namespace == null ? "/" : "/" + namespace + "/")
              + resource.id().name(),
          resource.manifest());
    }
    ArrayNode warnings = node.putArray("warnings");
    ArrayNode notes = node.putArray("notes");
    for (ClusterMessage message : activation.warnings()) {
      (message.severity() == Severity.NOTE ? notes : warnings).add(message.text());
    }
    node.put("root", StoreDir.NIX_STORE.print(activation.root()));
    return JsonReader.read(Bytes.encode(node.toString()));
  }
}
