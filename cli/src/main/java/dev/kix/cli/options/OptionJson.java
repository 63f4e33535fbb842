package dev.kix.cli.options;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kix.cluster.docs.OptionDoc;
import dev.kix.cluster.docs.OptionSet;
import dev.kix.cluster.explain.Place;
import org.jspecify.annotations.Nullable;

/** Options as JSON; fields are those of the records, absent where they are null. */
public final class OptionJson {
  private OptionJson() {}

  /** The whole text. */
  public static String write(OptionSet set) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("name", set.name());
    root.put("kind", set.isPackage() ? "package" : "cluster");
    root.put("description", set.description());
    text(root, "version", set.version());
    text(root, "homepage", set.homepage());
    ArrayNode arguments = root.putArray("arguments");
    set.arguments().forEach(arguments::add);
    ArrayNode options = root.putArray("options");
    for (OptionDoc o : set.options()) {
      ObjectNode node = options.addObject();
      node.put("name", o.name());
      node.put("type", o.type());
      node.put("description", o.description());
      text(node, "default", o.defaultText());
      text(node, "example", o.example());
      node.put("readOnly", o.readOnly());
      text(node, "deprecated", o.deprecated());
      ArrayNode declarations = node.putArray("declarations");
      for (Place place : o.declarations()) {
        ObjectNode entry = declarations.addObject().put("file", place.file());
        if (place.line() > 0) {
          entry.put("line", place.line());
        }
      }
    }
    return root.toPrettyString() + "\n";
  }

  private static void text(ObjectNode node, String field, @Nullable String value) {
    if (value != null) {
      node.put(field, value);
    }
  }
}
