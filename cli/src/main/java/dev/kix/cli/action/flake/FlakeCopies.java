package dev.kix.cli.action.flake;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kix.cli.action.StoreWriter;
import dev.kix.cli.console.CliException;
import dev.kix.cli.console.Console;
import dev.kix.cli.nix.FlakeSession;
import dev.kix.cli.nix.NixSession;
import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.fetch.InputFetcher;
import dev.kix.interpreter.fetch.RegistryUse;
import dev.kix.interpreter.flake.FlakeRef;
import dev.kix.interpreter.flake.LockNode;
import dev.kix.interpreter.flake.LockedFlake;
import dev.kix.interpreter.flake.LockedNode;
import dev.kix.interpreter.value.Bytes;
import dev.kix.store.hash.Hash;
import dev.kix.store.path.StorePath;
import java.nio.file.Path;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Copies of flakes: into the user's store, or into a folder to work in. */
public final class FlakeCopies {
  private final Console console;

  public FlakeCopies(Console console) {
    this.console = console;
  }

  /** Clones a flake's repository into a folder that is not there yet. Returns the exit code. */
  public int clone(FlakeRequest request, Path target) {
    try (NixSession session = NixSession.open(request.setup(), console)) {
      session.run(state -> {
        FlakeRef ref = new FlakeSession(session, state, request.flake()).resolve();
        state.services().inputs().cloneTo(ref.input(), target);
        return target;
      });
    }
    return 0;
  }

  /**
   * Fetches a flake and everything that its lock file names into the store.
   *
   * @param dryRun whether only paths are computed
   * @param store the folder of a store that they are copied to as well, or null
   * @return the exit code
   */
  public int archive(FlakeRequest request, boolean json, boolean dryRun, @Nullable Path store) {
    try (NixSession session = NixSession.open(request.pure().setup(), console)) {
      console.outBytes(
          session.run(state -> {
            FlakeSession flakes = new FlakeSession(session, state, request.flake());
            LockedFlake flake = flakes.lock(request.lock());
            Set<StorePath> paths = new TreeSet<>();
            ObjectNode root = JsonNodeFactory.instance.objectNode();
            Set<LockNode> above = Collections.newSetFromMap(new IdentityHashMap<>());
            root.set("inputs", inputs(state, flake.lockFile().root(), paths, above));
            root.put("path", path(state, flake.flake().locked(), paths));
            if (!dryRun) {
              new StoreWriter(console).write(state.services().store(), paths);
              if (store != null) {
                new StoreWriter(console).copyTo(store, state.services().store().dir(), paths);
              }
            }
            return json ? Bytes.encode(root + "\n") : "";
          }));
    }
    return 0;
  }

  private static ObjectNode inputs(
      EvalState state, LockNode node, Set<StorePath> paths, Set<LockNode> above) {
    ObjectNode inputs = JsonNodeFactory.instance.objectNode();
    above.add(node);
    for (Map.Entry<String, LockNode.Edge> e : node.inputs().entrySet()) {
      if (e.getValue() instanceof LockedNode child && !above.contains(child)) {
        ObjectNode json = inputs.putObject(Bytes.decode(e.getKey()));
        json.set("inputs", inputs(state, child, paths, above));
        if (child.locked().input().relativePath() == null) {
          json.put("path", path(state, child.locked(), paths));
        }
      }
    }
    above.remove(node);
    return inputs;
  }

  private static String path(EvalState state, FlakeRef locked, Set<StorePath> paths) {
    StorePath path = state.services().inputs().fetch(locked.input(), RegistryUse.NONE).path();
    paths.add(path);
    return state.services().store().dir().print(path);
  }

  /**
   * Fetches one flake into the store, without its inputs.
   *
   * @param link where a link to it is made, or null
   * @return the exit code
   */
  public int prefetch(FlakeRequest request, boolean json, @Nullable Path link) {
    try (NixSession session = NixSession.open(request.pure().setup(), console)) {
      String text =
          session.run(state -> {
            FlakeRef resolved = new FlakeSession(session, state, request.flake()).resolve();
            InputFetcher.Result tree =
                state.services().inputs().fetch(resolved.input(), RegistryUse.NONE);
            StoreWriter writer = new StoreWriter(console);
            writer.write(state.services().store(), List.of(tree.path()));
            if (link != null) {
              writer.link(link, tree.path(), state.services().store().dir());
            }
            Hash hash = tree.locked().narHash();
            String path = state.services().store().dir().print(tree.path());
            FlakeRef locked = new FlakeRef(tree.locked().without("__final"), resolved.dir());
            if (hash == null) {
              throw new CliException("'" + locked + "' was fetched without a hash");
            }
            if (!json) {
              return "Downloaded '" + locked + "' to '" + path + "' (hash '" + hash.sri() + "').\n";
            }
            ObjectNode out = JsonNodeFactory.instance.objectNode();
            out.put("hash", hash.sri());
            out.set("locked", FlakeMetadata.attrs(locked));
            out.set("original", FlakeMetadata.attrs(resolved));
            out.put("storePath", path);
            return Bytes.encode(out + "\n");
          });
      if (json) {
        console.outBytes(text);
      } else {
        console.errBytes(text);
      }
    }
    return 0;
  }
}
