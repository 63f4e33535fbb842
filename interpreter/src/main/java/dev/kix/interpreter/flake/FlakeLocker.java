package dev.kix.interpreter.flake;

import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.fetch.FetchContext;
import dev.kix.interpreter.fetch.Input;
import dev.kix.interpreter.fetch.InputFetcher;
import dev.kix.interpreter.fetch.RegistryUse;
import dev.kix.interpreter.io.CanonicalPath;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Computes the lock file of a flake: what the old one says is kept where the flake still says the
 * same, and nothing is fetched for it; everything else is fetched and locked. One object locks one
 * flake.
 */
final class FlakeLocker {
  /**
   * What an input is instead.
   *
   * @param folder where relative paths start
   * @param parent the input that says so, for relative paths; null for the command line
   */
  private record Override(FlakeInput input, String folder, @Nullable InputPath parent) {}

  private final EvalState state;
  private final Flakes flakes;
  private final LockFlags flags;
  private final RegistryUse registries;
  private final SortedMap<InputPath, Override> overrides = new TreeMap<>();
  private final SortedSet<InputPath> overridesUsed = new TreeSet<>();
  private final SortedSet<InputPath> seen = new TreeSet<>();
  private final Map<LockNode, String> folders = new IdentityHashMap<>();
  private final Deque<FlakeRef> parents = new ArrayDeque<>();

  FlakeLocker(EvalState state, Flakes flakes, LockFlags flags) {
    this.state = state;
    this.flakes = flakes;
    this.flags = flags;
    this.registries =
        flags.useRegistries() && flakes.settings().useRegistries()
            ? RegistryUse.LIMITED
            : RegistryUse.NONE;
  }

  private FetchContext context() {
    return state.services().inputs().context();
  }

  /** Where fetched nodes are in the store. */
  Map<LockNode, String> folders() {
    return folders;
  }

  /** The new lock file. */
  LockFile lock(Flake flake, LockFile old) {
    flags
        .overrides()
        .forEach((path, ref) ->
            overrides.put(path, new Override(FlakeInput.of(ref, true), flake.folder(), null)));
    LockNode root = new LockNode();
    folders.put(root, flake.folder());
    lockInputs(
        flake.inputs(),
        root,
        InputPath.ROOT,
        flags.recreate() ? null : old.root(),
        InputPath.ROOT,
        flake.folder(),
        false);
    for (Map.Entry<InputPath, FlakeRef> e : flags.overrides().entrySet()) {
      if (!overridesUsed.contains(e.getKey())) {
        context()
            .warn(
                "the flag '--override-input "
                    + e.getKey()
                    + " "
                    + e.getValue()
                    + "' does not match any input");
      }
    }
    for (InputPath path : flags.updates()) {
      if (!seen.contains(path)) {
        context().warn("'" + path + "' does not match any input of this flake");
      }
    }
    LockFile result = new LockFile(root);
    result.check();
    return result;
  }

  /**
   * Locks the inputs of one node.
   *
   * @param inputs from flake.nix, or from the old lock file
   * @param prefix the way to the node
   * @param old what the node was before, or null
   * @param followsPrefix where the ways that the old lock file follows start
   * @param folder of the node's flake
   * @param trustLock whether what the old lock file follows need not be in any flake.nix
   */
  private void lockInputs(
      SortedMap<String, FlakeInput> inputs,
      LockNode node,
      InputPath prefix,
      @Nullable LockNode old,
      InputPath followsPrefix,
      String folder,
      boolean trustLock) {
    for (Map.Entry<String, FlakeInput> e : inputs.entrySet()) {
      addOverrides(e.getValue(), prefix.child(e.getKey()), prefix, folder);
    }
    for (InputPath path : overrides.keySet()) {
      if (!path.isRoot() && path.parent().equals(prefix) && !inputs.containsKey(path.last())) {
        context()
            .warn(
                "input '"
                    + prefix
                    + "' has an override for a non-existent input '"
                    + path.last()
                    + "'");
      }
    }
    for (Map.Entry<String, FlakeInput> e : inputs.entrySet()) {
      InputPath path = prefix.child(e.getKey());
      try {
        lockInput(
            e.getValue(), e.getKey(), node, path, prefix, old, followsPrefix, folder, trustLock);
      } catch (EvalException x) {
        throw x.during(null, "while updating the flake input '" + path + "'");
      }
    }
  }

  private void addOverrides(FlakeInput input, InputPath path, InputPath from, String folder) {
    for (Map.Entry<String, FlakeInput> e : input.overrides().entrySet()) {
      InputPath child = path.child(e.getKey());
      FlakeInput override = e.getValue();
      if (override.ref() != null || override.follows() != null) {
        overrides.putIfAbsent(child, new Override(override, folder, from));
      }
      addOverrides(override, child, from, folder);
    }
  }

  private void lockInput(
      FlakeInput said,
      String name,
      LockNode node,
      InputPath path,
      InputPath prefix,
      @Nullable LockNode old,
      InputPath followsPrefix,
      String folder,
      boolean trustLock) {
    Override override = overrides.get(path);
    FlakeInput input = said;
    String base = folder;
    InputPath parent = prefix;
    if (override != null) {
      overridesUsed.add(path);
      input = override.input.withFlake(said.isFlake());
      base = override.folder;
      parent = override.parent;
    }
    InputPath follows = input.follows();
    if (follows != null) {
      node.put(name, new LockNode.Follows(follows));
      return;
    }
    FlakeRef ref = input.ref() == null ? FlakeRefParser.parse(name) : input.ref();
    String relative = ref.input().relativePath();
    Here here =
        new Here(
            input.withRef(ref),
            ref,
            said,
            path,
            followsPrefix,
            base,
            relative == null ? null : CanonicalPath.of(relative, base),
            relative == null ? null : parent);
    seen.add(path);
    LockedNode locked =
        old != null
                && !flags.updates().contains(path)
                && old.inputs().get(name) instanceof LockedNode n
            ? n
            : null;
    if (locked != null
        && locked.original().canonical().equals(ref.canonical())
        && Objects.equals(locked.parent(), here.parent)
        && !flags.overrides().containsKey(path)) {
      keep(here, name, node, locked, folder, trustLock);
    } else {
      create(here, name, node);
    }
  }

  /**
   * One input that is being locked.
   *
   * @param said what its own flake says of it, overrides apart
   * @param base where relative paths start
   * @param relative where it is if its path is relative, else null
   * @param parent what a relative path starts at, else null
   */
  private record Here(
      FlakeInput input,
      FlakeRef ref,
      FlakeInput said,
      InputPath path,
      InputPath followsPrefix,
      String base,
      @Nullable String relative,
      @Nullable InputPath parent) {}

  // ---- what the old lock file has ----

  private void keep(
      Here here, String name, LockNode node, LockedNode old, String folder, boolean trustLock) {
    LockedNode child = new LockedNode(old.locked(), old.original(), old.isFlake(), old.parent());
    node.put(name, child);
    SortedMap<String, FlakeInput> inputs = new TreeMap<>();
    boolean refetch = mustUpdateBelow(here.path) || !inputsOf(old, here, trustLock, inputs);
    if (refetch) {
      Flake flake = read(here, old.locked(), registries);
      folders.put(child, flake.folder());
      lockInputs(flake.inputs(), child, here.path, old, here.followsPrefix, flake.folder(), false);
    } else {
      lockInputs(inputs, child, here.path, old, here.followsPrefix, folder, true);
    }
  }

  private boolean mustUpdateBelow(InputPath path) {
    SortedSet<InputPath> rest = flags.updates().tailSet(path);
    return !rest.isEmpty()
        && rest.first().names().size() > path.names().size()
        && rest.first().startsWith(path);
  }

  /**
   * The inputs of a node as the old lock file has them.
   *
   * @return false when the flake must be read because one of them may not be right any more
   */
  private boolean inputsOf(
      LockedNode old, Here here, boolean trustLock, SortedMap<String, FlakeInput> inputs) {
    for (Map.Entry<String, LockNode.Edge> e : old.inputs().entrySet()) {
      if (e.getValue() instanceof LockedNode node) {
        inputs.put(e.getKey(), FlakeInput.of(node.original(), node.isFlake()));
      } else if (e.getValue() instanceof LockNode.Follows f) {
        if (!trustLock && !overrides.containsKey(here.path.child(e.getKey()))) {
          return false;
        }
        inputs.put(e.getKey(), FlakeInput.following(here.followsPrefix.then(f.path())));
      }
    }
    return true;
  }

  // ---- what is new ----

  private void create(Here here, String name, LockNode node) {
    FlakeRef ref = here.ref;
    if (!flags.allowUnlocked()
        && !LockFile.isLocked(ref.input(), flakes.settings())
        && here.relative == null) {
      throw FlakeRef.error("cannot update unlocked flake input '" + here.path + "' in pure mode");
    }
    boolean overridden = flags.overrides().containsKey(here.path);
    FlakeRef said = here.said.ref();
    FlakeRef original = overridden && said != null ? said : ref;
    if (!here.input.isFlake()) {
      LockedNode child = new LockedNode(fetch(here, ref), original, false, here.parent);
      folders.put(child, fetchedFolder(here, ref));
      node.put(name, child);
      return;
    }
    Flake flake = read(here, ref, overridden ? RegistryUse.ALL : registries);
    LockedNode child = new LockedNode(flake.locked(), original, true, here.parent);
    node.put(name, child);
    if (parents.contains(ref)) {
      throw FlakeRef.error("found circular import of flake '" + ref + "'");
    }
    parents.push(ref);
    folders.put(child, flake.folder());
    lockInputs(
        flake.inputs(),
        child,
        here.path,
        flakes.readLockFile(flake.lockFile()).root(),
        here.path,
        flake.folder(),
        false);
    parents.pop();
  }

  private Flake read(Here here, FlakeRef ref, RegistryUse use) {
    return here.relative != null
        ? flakes.reader().read(ref, ref, ref, here.relative, here.path)
        : flakes.read(ref, use, here.path);
  }

  /** The locked reference of a tree that is no flake. */
  private FlakeRef fetch(Here here, FlakeRef ref) {
    if (here.relative != null) {
      return ref;
    }
    return ref.withInput(fetched(ref.input()).locked());
  }

  private String fetchedFolder(Here here, FlakeRef ref) {
    return here.relative != null
        ? here.relative
        : state.services().store().dir().print(fetched(ref.input()).path());
  }

  private InputFetcher.Result fetched(Input input) {
    return state.services().inputs().fetch(input, registries);
  }
}
