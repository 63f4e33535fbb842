package dev.kix.cli.action.flake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kix.cli.console.Console;
import dev.kix.cli.nix.FlakeSession;
import dev.kix.cli.nix.NixSession;
import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.fetch.Input;
import dev.kix.interpreter.flake.Fingerprint;
import dev.kix.interpreter.flake.Flake;
import dev.kix.interpreter.flake.FlakeRef;
import dev.kix.interpreter.flake.LockNode;
import dev.kix.interpreter.flake.LockedFlake;
import dev.kix.interpreter.flake.LockedNode;
import dev.kix.interpreter.value.Bytes;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Says where a flake is, and what its inputs are. */
public final class FlakeMetadata {
  private static final JsonMapper JSON = new JsonMapper();
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final Console console;

  public FlakeMetadata(Console console) {
    this.console = console;
  }

  /** Prints it, as JSON with the names of Nix or for people. Returns the exit code. */
  public int run(FlakeRequest request, boolean json) {
    String text;
    try (NixSession session = NixSession.open(request.pure().setup(), console)) {
      text =
          session.run(state -> {
            LockedFlake flake =
                new FlakeSession(session, state, request.flake()).lock(request.lock());
            return json ? json(state, flake) : text(state, flake);
          });
    }
    console.out(text);
    return 0;
  }

  private static String path(EvalState state, Flake flake) {
    String folder = flake.folder();
    int slash = folder.indexOf('/', state.services().store().dir().path().length() + 1);
    return slash < 0 ? folder : folder.substring(0, slash);
  }

  // ---- JSON ----

  private static String json(EvalState state, LockedFlake locked) {
    Flake flake = locked.flake();
    Input input = flake.locked().input();
    ObjectNode out = JsonNodeFactory.instance.objectNode();
    put(out, "description", flake.description());
    if (input.attrs().has("dirtyRev")) {
      put(out, "dirtyRevision", input.attrs().string("dirtyRev"));
    }
    put(out, "fingerprint", Fingerprint.of(locked, state.services().inputs()));
    if (input.lastModified() != null) {
      out.put("lastModified", input.lastModified());
    }
    out.set("locked", attrs(flake.locked()));
    out.set("locks", parsed(locked.lockFile().text()));
    out.set("original", attrs(flake.original()));
    put(out, "originalUrl", flake.original().toString());
    put(out, "path", path(state, flake));
    out.set("resolved", attrs(flake.resolved()));
    put(out, "resolvedUrl", flake.resolved().toString());
    Long count = input.attrs().number("revCount");
    if (count != null) {
      out.put("revCount", count);
    }
    put(out, "revision", input.rev());
    put(out, "url", flake.locked().toString());
    return out + "\n";
  }

  private static void put(ObjectNode out, String name, @Nullable String value) {
    if (value != null) {
      out.put(name, Bytes.decode(value));
    }
  }

  /** The attributes of a reference, as JSON. */
  static JsonNode attrs(FlakeRef ref) {
    return parsed(ref.toAttrs().toJson());
  }

  private static JsonNode parsed(String bytes) {
    try {
      return JSON.readTree(Bytes.decode(bytes));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  // ---- text ----

  private static String text(EvalState state, LockedFlake locked) {
    Flake flake = locked.flake();
    Input input = flake.locked().input();
    StringBuilder out = new StringBuilder();
    line(out, "Resolved URL:  ", flake.resolved().toString());
    if (input.isLocked()) {
      line(out, "Locked URL:    ", flake.locked().toString());
    }
    line(out, "Description:   ", flake.description());
    line(out, "Path:          ", path(state, flake));
    line(out, "Revision:      ", input.rev());
    line(out, "Revision:      ", input.attrs().string("dirtyRev"));
    Long count = input.attrs().number("revCount");
    line(out, "Revisions:     ", count == null ? null : count.toString());
    Long modified = input.lastModified();
    line(out, "Last modified: ", modified == null ? null : time(modified));
    line(out, "Fingerprint:   ", Fingerprint.of(locked, state.services().inputs()));
    LockNode root = locked.lockFile().root();
    if (!root.inputs().isEmpty()) {
      out.append("Inputs:\n");
      Set<LockNode> visited = Collections.newSetFromMap(new IdentityHashMap<>());
      visited.add(root);
      inputs(out, root, "", visited);
    }
    return out.toString();
  }

  private static String time(long seconds) {
    return TIME.format(Instant.ofEpochSecond(seconds));
  }

  private static void line(StringBuilder out, String label, @Nullable String value) {
    if (value != null) {
      out.append(label).append(Bytes.decode(value)).append('\n');
    }
  }

  private static void inputs(
      StringBuilder out, LockNode node, String prefix, Set<LockNode> visited) {
    for (Iterator<Map.Entry<String, LockNode.Edge>> i = node.inputs().entrySet().iterator();
        i.hasNext(); ) {
      Map.Entry<String, LockNode.Edge> e = i.next();
      boolean last = !i.hasNext();
      out.append(prefix).append(last ? "└───" : "├───").append(Bytes.decode(e.getKey()));
      if (e.getValue() instanceof LockedNode child) {
        out.append(": ").append(Bytes.decode(child.locked().toString()));
        Long modified = child.locked().input().lastModified();
        out.append(modified == null ? "\n" : " (" + time(modified) + ")\n");
        if (visited.add(child)) {
          inputs(out, child, prefix + (last ? "    " : "│   "), visited);
        }
      } else if (e.getValue() instanceof LockNode.Follows follows) {
        out.append(" follows input '").append(follows.path()).append("'\n");
      }
    }
  }
}
