package dev.kix.interpreter.flake;

import dev.kix.interpreter.fetch.IndentedJson;
import dev.kix.interpreter.fetch.InputAttrs;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Prints a lock file as Nix does: version 7, names of nodes made from names of inputs in the order
 * in which they are met, keys sorted, two blanks a level.
 */
final class LockFileWriter {
  private final Map<LockNode, String> keys = new IdentityHashMap<>();
  private final Set<String> taken = new HashSet<>();
  private final SortedMap<String, Object> nodes = new TreeMap<>();
  private final String rootKey;

  LockFileWriter(LockNode root) {
    rootKey = dump("root", root);
  }

  /** The name of each node. */
  Map<LockNode, String> keys() {
    return keys;
  }

  String text() {
    SortedMap<String, Object> file = new TreeMap<>();
    file.put("nodes", nodes);
    file.put("root", rootKey);
    file.put("version", 7L);
    StringBuilder out = new StringBuilder();
    IndentedJson.print(out, file, "\n");
    return out.toString();
  }

  private String dump(String wanted, LockNode node) {
    String known = keys.get(node);
    if (known != null) {
      return known;
    }
    String key = wanted;
    for (int n = 2; !taken.add(key); n++) {
      key = wanted + "_" + n;
    }
    keys.put(node, key);
    SortedMap<String, Object> json = new TreeMap<>();
    if (!node.inputs().isEmpty()) {
      SortedMap<String, Object> inputs = new TreeMap<>();
      for (Map.Entry<String, LockNode.Edge> e : node.inputs().entrySet()) {
        inputs.put(
            e.getKey(),
            e.getValue() instanceof LockedNode child
                ? dump(e.getKey(), child)
                : new ArrayList<>(((LockNode.Follows) e.getValue()).path().names()));
      }
      json.put("inputs", inputs);
    }
    if (node instanceof LockedNode locked) {
      json.put("original", attrs(locked.original().toAttrs()));
      json.put("locked", attrs(locked.locked().toAttrs().without("__final")));
      if (!locked.isFlake()) {
        json.put("flake", false);
      }
      InputPath parent = locked.parent();
      if (parent != null) {
        json.put("parent", parent.names());
      }
    }
    nodes.put(key, json);
    return key;
  }

  private static SortedMap<String, Object> attrs(InputAttrs attrs) {
    SortedMap<String, Object> result = new TreeMap<>();
    for (String name : attrs.names()) {
      Object value = attrs.get(name);
      if (value != null) {
        result.put(name, value);
      }
    }
    return result;
  }
}
