package dev.kix.cli.explain;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kix.cluster.explain.DependencyExplanation;
import dev.kix.cluster.explain.InstanceExplanation;
import dev.kix.cluster.explain.OptionExplanation;
import dev.kix.cluster.explain.Place;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Explanations as JSON; its fields are those of the records, absent where they are null. */
public final class ExplanationJson {
  private ExplanationJson() {}

  /**
   * @param instance the instance, or null when options of the cluster are explained
   */
  public static String write(
      @Nullable InstanceExplanation instance, List<OptionExplanation> options) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    if (instance != null) {
      instance(root, instance);
    }
    ArrayNode list = root.putArray("options");
    for (OptionExplanation option : options) {
      option(list.addObject(), option);
    }
    return root.toPrettyString() + "\n";
  }

  private static void instance(ObjectNode root, InstanceExplanation e) {
    root.put("instance", e.instance());
    text(root, "package", e.packageName());
    place(root, "packagePlace", e.packagePlace());
    place(root, "place", e.place());
    text(root, "environment", e.environment());
    root.put("automatic", e.automatic());
    root.put("imported", e.imported());
    ArrayNode dependencies = root.putArray("dependencies");
    for (DependencyExplanation d : e.dependencies()) {
      ObjectNode node = dependencies.addObject();
      node.put("argument", d.argument());
      ArrayNode names = node.putArray("names");
      d.names().forEach(names::add);
      node.put("optional", d.optional());
      node.put("found", d.found());
      text(node, "instance", d.instance());
      place(node, "place", d.place());
      text(node, "alias", d.alias());
      place(node, "deps", d.deps());
      ArrayNode candidates = node.putArray("candidates");
      for (DependencyExplanation.Level level : d.candidates()) {
        ObjectNode entry = candidates.addObject();
        entry.put("level", level.level());
        ArrayNode instances = entry.putArray("instances");
        level.instances().forEach(instances::add);
      }
    }
    ArrayNode users = root.putArray("usedBy");
    for (InstanceExplanation.User user : e.usedBy()) {
      users.addObject().put("instance", user.instance()).put("argument", user.argument());
    }
    ArrayNode changes = root.putArray("changes");
    for (OptionExplanation change : e.changes()) {
      option(changes.addObject(), change);
    }
    ArrayNode transformers = root.putArray("transformers");
    for (InstanceExplanation.Transformer t : e.transformers()) {
      ObjectNode node = transformers.addObject().put("name", t.name());
      place(node, "place", t.place());
    }
  }

  private static void option(ObjectNode node, OptionExplanation o) {
    node.put("option", o.option());
    node.put("type", o.type());
    if (o.json() != null) {
      node.set("value", o.json());
    }
    text(node, "nix", o.value());
    text(node, "error", o.error());
    ArrayNode declarations = node.putArray("declarations");
    for (Place place : o.declarations()) {
      place(declarations.addObject(), place);
    }
    ArrayNode definitions = node.putArray("definitions");
    for (OptionExplanation.Definition d : o.definitions()) {
      ObjectNode entry = definitions.addObject();
      place(entry, "place", d.place());
      entry.put("priority", d.priority());
      entry.put("by", d.by());
      entry.put("nix", d.value());
      entry.put("outcome", d.outcome().name().toLowerCase(Locale.ROOT).replace('_', '-'));
      text(entry, "wildcard", d.wildcard());
    }
  }

  private static void text(ObjectNode node, String field, @Nullable String value) {
    if (value != null) {
      node.put(field, value);
    }
  }

  private static void place(ObjectNode node, String field, @Nullable Place place) {
    if (place != null) {
      place(node.putObject(field), place);
    }
  }

  private static void place(ObjectNode node, Place place) {
    node.put("file", place.file());
    if (place.line() > 0) {
      node.put("line", place.line());
    }
  }
}
