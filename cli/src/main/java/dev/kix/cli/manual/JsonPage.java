package dev.kix.cli.manual;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * Documentation as a JSON object from names to objects of {@code type}, {@code args}, {@code
 * global}, {@code pure}, {@code doc}, {@code examples} and, where there is one, {@code
 * experimental-feature} and {@code since}.
 */
final class JsonPage {
  private JsonPage() {}

  static String of(List<BuiltinEntry> entries) {
    ObjectMapper mapper = new ObjectMapper();
    ObjectNode page = mapper.createObjectNode();
    for (BuiltinEntry entry : entries) {
      ObjectNode node = page.putObject(entry.name());
      node.put("type", entry.type());
      ArrayNode args = node.putArray("args");
      entry.args().forEach(args::add);
      node.put("global", entry.global());
      node.put("pure", entry.pure());
      if (!entry.feature().isEmpty()) {
        node.put("experimental-feature", entry.feature());
      }
      if (!entry.since().isEmpty()) {
        node.put("since", entry.since());
      }
      node.put("doc", entry.doc());
      ArrayNode examples = node.putArray("examples");
      for (BuiltinEntry.Example example : entry.examples()) {
        ObjectNode pair = examples.addObject();
        pair.put("expression", example.expression());
        if (!example.result().isEmpty()) {
          pair.put("result", example.result());
        }
      }
    }
    DefaultIndenter lines = new DefaultIndenter("  ", "\n");
    try {
      return mapper
              .writer(new DefaultPrettyPrinter().withObjectIndenter(lines))
              .writeValueAsString(page)
          + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e); // a tree in memory
    }
  }
}
