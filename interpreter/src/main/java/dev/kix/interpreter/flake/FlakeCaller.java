package dev.kix.interpreter.flake;

import dev.kix.grammar.Origin;
import dev.kix.grammar.Position;
import dev.kix.grammar.SourceFile;
import dev.kix.interpreter.eval.Builtin;
import dev.kix.interpreter.eval.BuiltinDispatcher;
import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.eval.Uris;
import dev.kix.interpreter.fetch.Input;
import dev.kix.interpreter.fetch.InputFetcher;
import dev.kix.interpreter.fetch.RegistryUse;
import dev.kix.interpreter.fetch.TreeAttrs;
import dev.kix.interpreter.format.JsonReader;
import dev.kix.interpreter.io.EvalStore;
import dev.kix.interpreter.value.AttrsBuilder;
import dev.kix.interpreter.value.Bytes;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.NixString;
import dev.kix.interpreter.value.Value;
import dev.kix.store.path.StorePath;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns a locked flake into a value. What a flake and its inputs are to each other is written in
 * Nix, in {@code call-flake.nix}; an input is fetched when something of it is asked for, and only
 * what the lock file names.
 */
final class FlakeCaller {
  private static final String FILE = Bytes.encode("\u00abflakes-internal\u00bb/call-flake.nix");

  private final EvalState state;

  FlakeCaller(EvalState state) {
    this.state = state;
  }

  NixAttrs call(LockedFlake flake) {
    Map<LockNode, String> keys = flake.lockFile().keys();
    AttrsBuilder known = new AttrsBuilder();
    Map<String, LockedNode> nodes = new HashMap<>();
    keys.forEach((node, key) -> {
      if (node instanceof LockedNode locked) {
        nodes.put(key, locked);
      }
      String folder = flake.folders().get(node);
      if (folder != null) {
        known.put(key, known(flake, node, folder));
      }
    });
    Value function =
        state.services().load(new SourceFile(Origin.file(FILE), text()), "/").eval(state);
    Builtin fetch = new Builtin("fetchFinalTree", 1, 0, true, new Fetch(nodes));
    Value result =
        state.call(function, null, JsonReader.read(flake.lockFile().text()), known.build(), fetch);
    return state.forceAttrs(result, null, "while evaluating a flake");
  }

  private NixAttrs known(LockedFlake flake, LockNode node, String folder) {
    EvalStore store = state.services().store();
    String root = store.dir().path() + "/";
    boolean stored = folder.startsWith(root);
    int slash = folder.indexOf('/', root.length());
    AttrsBuilder attrs = new AttrsBuilder(2);
    if (!stored) {
      throw FlakeRef.error("path '" + folder + "' is not in the Nix store");
    }
    StorePath path = store.dir().parse(slash < 0 ? folder : folder.substring(0, slash));
    Input input =
        node instanceof LockedNode locked
            ? locked.locked().input()
            : flake.flake().locked().input();
    attrs.put(
        "sourceInfo",
        TreeAttrs.of(
            store,
            path,
            input,
            false,
            !(node instanceof LockedNode) && flake.flake().forceDirty()));
    attrs.put("dir", NixString.of(slash < 0 ? "" : folder.substring(slash + 1)));
    return attrs.build();
  }

  private static String text() {
    try (InputStream in = FlakeCaller.class.getResourceAsStream("call-flake.nix")) {
      if (in == null) {
        throw new IllegalStateException("call-flake.nix is missing from the jar");
      }
      return Bytes.fromArray(in.readAllBytes());
    } catch (IOException e) {
      throw new IllegalStateException("call-flake.nix is not readable", e);
    }
  }

  /** The tree of a node, by its name in the lock file. */
  private static final class Fetch extends BuiltinDispatcher {
    private final Map<String, LockedNode> nodes;

    Fetch(Map<String, LockedNode> nodes) {
      this.nodes = nodes;
    }

    @Override
    public Value call(int id, EvalState state, @Nullable Position pos, Lazy name) {
      LockedNode node = nodes.get(state.forceStringNoContext(name, pos, ""));
      if (node == null) {
        throw new IllegalStateException("the root is always known");
      }
      Input input = node.locked().input();
      Uris.check(state, input.toString());
      InputFetcher.Result tree = state.services().inputs().fetch(input, RegistryUse.NONE);
      return TreeAttrs.of(state.services().store(), tree.path(), tree.locked(), false, false);
    }

    @Override
    public Value call(int id, EvalState state, @Nullable Position pos, Lazy a, Lazy b) {
      throw new IllegalStateException("takes one argument");
    }

    @Override
    public Value call(int id, EvalState state, @Nullable Position pos, Lazy a, Lazy b, Lazy c) {
      throw new IllegalStateException("takes one argument");
    }
  }
}
