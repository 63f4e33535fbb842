package dev.kix.interpreter.flake;

import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.fetch.FetchContext;
import dev.kix.interpreter.fetch.InputAttrs;
import dev.kix.interpreter.fetch.JsonAttrs;
import dev.kix.interpreter.format.JsonReader;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.NixBool;
import dev.kix.interpreter.value.NixInt;
import dev.kix.interpreter.value.NixList;
import dev.kix.interpreter.value.NixString;
import dev.kix.interpreter.value.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads lock files of the versions 5 to 7. */
final class LockFileReader {
  private final String file;
  private final NixAttrs nodes;
  private final FetchContext context;
  private final Map<String, LockNode> known = new HashMap<>();

  private LockFileReader(String file, NixAttrs nodes, FetchContext context) {
    this.file = file;
    this.nodes = nodes;
    this.context = context;
  }

  /**
   * Reads the text of a lock file.
   *
   * @param file its name, for messages
   * @throws EvalException when it is none, or locks nothing with what it says
   */
  static LockFile read(String text, String file, FetchContext context) {
    Value json;
    try {
      json = JsonReader.read(text);
    } catch (EvalException e) {
      throw FlakeRef.error("Could not parse '" + file + "': " + e.getMessage());
    }
    NixAttrs root = json instanceof NixAttrs a ? a : NixAttrs.EMPTY;
    long version = root.get("version") instanceof NixInt n ? n.value() : 0;
    if (version < 5 || version > 7) {
      throw FlakeRef.error("lock file '" + file + "' has unsupported version " + version);
    }
    LockFileReader reader = new LockFileReader(file, set(root, "nodes", file), context);
    String key = string(root.get("root"), file);
    LockNode node = new LockNode();
    reader.known.put(key, node);
    reader.readInputs(node, set(reader.nodes, key, file));
    return new LockFile(node);
  }

  private static NixAttrs set(NixAttrs attrs, String name, String file) {
    if (attrs.get(name) instanceof NixAttrs set) {
      return set;
    }
    throw FlakeRef.error("lock file '" + file + "' has no object '" + name + "'");
  }

  private static String string(@Nullable Lazy value, String file) {
    if (value instanceof NixString text) {
      return text.value();
    }
    throw FlakeRef.error("lock file '" + file + "' has something else where a name should be");
  }

  private void readInputs(LockNode node, NixAttrs json) {
    if (!(json.get("inputs") instanceof NixAttrs set)) {
      return;
    }
    NixAttrs inputs = set.flatten();
    for (int i = 0; i < inputs.size(); i++) {
      Lazy target = inputs.value(i);
      if (target instanceof NixList path) {
        node.put(inputs.name(i), new LockNode.Follows(path(path)));
        continue;
      }
      String key = string(target, file);
      LockNode child = known.get(key);
      if (child == null) {
        if (!(nodes.get(key) instanceof NixAttrs found)) {
          throw FlakeRef.error("lock file references missing node '" + key + "'");
        }
        child = locked(found);
        known.put(key, child);
        readInputs(child, found);
      }
      if (!(child instanceof LockedNode locked)) {
        throw FlakeRef.error("lock file contains cycle to root node");
      }
      node.put(inputs.name(i), locked);
    }
  }

  private InputPath path(NixList names) {
    List<String> path = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      path.add(string(names.get(i), file));
    }
    return new InputPath(path);
  }

  private LockedNode locked(NixAttrs json) {
    FlakeRef locked = ref(json, "locked", "info");
    FlakeRef original = ref(json, "original", null);
    if (!LockFile.isLocked(locked.input(), context.settings())
        && locked.input().relativePath() == null) {
      if (locked.input().narHash() == null) {
        throw FlakeRef.error(
            "Lock file contains unlocked input '"
                + locked.input().attrs().toJson()
                + "'. Use '--allow-dirty-locks' to accept this lock file.");
      }
      context.warn(
          "Lock file entry '"
              + locked
              + "' is unlocked (e.g. lacks a Git revision) but is checked by NAR hash. This is"
              + " not reproducible and will break after garbage collection or when shared.");
    }
    return new LockedNode(
        locked.withInput(locked.input().with("__final", true)),
        original,
        json.get("flake") != NixBool.FALSE,
        json.get("parent") instanceof NixList parent ? path(parent) : null);
  }

  /**
   * @param more where version 5 has the rest
   */
  private static FlakeRef ref(NixAttrs json, String name, @Nullable String more) {
    Lazy value = json.get(name);
    if (value == null) {
      throw FlakeRef.error("attribute '" + name + "' missing in lock file");
    }
    InputAttrs attrs = JsonAttrs.of(value);
    Lazy rest = more == null ? null : json.get(more);
    if (rest != null) {
      InputAttrs added = JsonAttrs.of(rest);
      for (String key : added.names()) {
        Object v = added.get(key);
        attrs = v == null ? attrs : attrs.with(key, v);
      }
    }
    return FlakeRef.fromAttrs(attrs);
  }
}
