package dev.kix.store.derivation;

import dev.kix.store.hash.Hash;
import dev.kix.store.path.ContentAddress;
import dev.kix.store.path.StoreDir;
import dev.kix.store.path.StorePath;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Computes the hashes of derivations modulo fixed-output derivations, and from them the output
 * paths of input-addressed ones. Every derivation is hashed once and remembered by its path.
 *
 * <p>Safe for use by many threads if the resolver is. The rule is Nix's {@code derivation::modulo}
 * (Nix manual, <i>Complete Store Path Calculation</i>, inner fingerprint of {@code output:}).
 */
public final class DerivationHasher {
  private final StoreDir dir;
  private final DerivationResolver resolver;
  private final Map<StorePath, HashModulo> known = new ConcurrentHashMap<>();

  /** The last result of {@link #inputHashes}, which is wanted twice for most derivations. */
  private volatile @Nullable Inputs lastInputs;

  /** Room to write derivations in, for whoever takes it first. */
  private final AtomicReference<@Nullable ATermWriter> spare = new AtomicReference<>();

  /**
   * @param resolver asked, once each, for the derivations that others use
   */
  public DerivationHasher(StoreDir dir, DerivationResolver resolver) {
    this.dir = dir;
    this.resolver = resolver;
  }

  /**
   * The hash modulo of the derivation at {@code path}. Derivations it uses are hashed first,
   * without recursion, so that a chain may be of any length.
   *
   * @throws dev.kix.store.StoreException when a derivation is missing, malformed or uses itself
   */
  public HashModulo hashModulo(StorePath path) {
    HashModulo found = known.get(path);
    if (found != null) {
      return found;
    }
    Deque<Pending> stack = new ArrayDeque<>();
    Set<StorePath> open = new HashSet<>();
    stack.push(new Pending(path, resolver.derivation(path)));
    open.add(path);
    while (true) {
      Pending top = stack.peek();
      StorePath missing = missingInput(top.derivation);
      if (missing != null) {
        if (!open.add(missing)) {
          throw new DerivationException("derivation '" + dir.print(missing) + "' uses itself");
        }
        stack.push(new Pending(missing, resolver.derivation(missing)));
        continue;
      }
      HashModulo hash = hashInput(top.derivation);
      known.put(top.path, hash);
      open.remove(top.path);
      stack.pop();
      if (stack.isEmpty()) {
        return hash;
      }
    }
  }

  /**
   * Hashes {@code derivation} now and remembers it, so that nobody has to keep or parse the
   * derivation for the sake of those that use it. {@link #hashModulo} of {@code path} then answers
   * without asking the resolver.
   *
   * @throws dev.kix.store.StoreException as {@link #hashModulo} does
   */
  public void remember(StorePath path, Derivation derivation) {
    if (!known.containsKey(path)) {
      known.put(path, hashInput(derivation));
    }
  }

  /** The bytes of the {@code .drv} file: those of {@link Derivation#toATerm}. */
  public byte[] toATermBytes(Derivation derivation) {
    ATermWriter writer = writer();
    byte[] bytes = writer.bytes(derivation);
    spare.set(writer);
    return bytes;
  }

  private Hash hash(Derivation drv, SortedTable<String, WantedOutputs> inputs, boolean masked) {
    ATermWriter writer = writer();
    Hash hash = writer.hashModulo(drv, inputs, masked);
    spare.set(writer);
    return hash;
  }

  private ATermWriter writer() {
    ATermWriter writer = spare.getAndSet(null);
    return writer == null ? new ATermWriter(dir) : writer;
  }

  private record Pending(StorePath path, Derivation derivation) {}

  /** An input of an input-addressed derivation that has not been hashed yet, or null. */
  private @Nullable StorePath missingInput(Derivation drv) {
    if (drv.kind() != DerivationKind.INPUT_ADDRESSED) {
      return null;
    }
    SortedTable<StorePath, WantedOutputs> inputs = drv.rawInputDerivations();
    for (int i = 0; i < inputs.size(); i++) {
      if (!known.containsKey(inputs.key(i))) {
        return inputs.key(i);
      }
    }
    return null;
  }

  private HashModulo hashInput(Derivation drv) {
    DerivationKind kind = drv.kind();
    if (kind == DerivationKind.FIXED) {
      return new HashModulo.Fixed(fixedHash(drv));
    }
    if (kind != DerivationKind.INPUT_ADDRESSED) {
      return HashModulo.UNKNOWN;
    }
    SortedTable<String, WantedOutputs> inputs = inputHashes(drv);
    if (inputs == null) {
      return HashModulo.UNKNOWN;
    }
    return new HashModulo.Whole(hash(drv, inputs, false).base16());
  }

  private Hash fixedHash(Derivation drv) {
    DerivationOutput out = drv.rawOutputs().get("out");
    if (!(out instanceof DerivationOutput.CaFixed fixed)) {
      throw new DerivationException("single fixed output must be named \"out\"");
    }
    ContentAddress address = fixed.address();
    StorePath path = dir.makeContentAddressedPath(drv.name(), address);
    return dir.texts()
        .sha256(
            "fixed:out:"
                + address.methodAndAlgorithm()
                + ":"
                + address.hash().base16()
                + ":"
                + dir.print(path));
  }

  /**
   * The inputs of a derivation by their hashes.
   *
   * @param of the inputs by their paths, which a derivation shares with the one that it becomes
   *     when its output paths are filled in
   */
  private record Inputs(
      SortedTable<StorePath, WantedOutputs> of, SortedTable<String, WantedOutputs> hashes) {}

  /** What is used, by the hash of what it is used of; null when one of them is unknown. */
  private @Nullable SortedTable<String, WantedOutputs> inputHashes(Derivation drv) {
    Inputs last = lastInputs;
    SortedTable<StorePath, WantedOutputs> of = drv.rawInputDerivations();
    if (last != null && last.of == of) {
      return last.hashes;
    }
    SortedTable<String, WantedOutputs> inputs = new SortedTable<>(of.size());
    for (int i = 0; i < of.size(); i++) {
      WantedOutputs wanted = of.value(i);
      if (wanted.isDynamic()) {
        return null;
      }
      HashModulo hash = hashModulo(of.key(i));
      if (hash instanceof HashModulo.Whole whole) {
        use(inputs, whole.base16(), wanted);
      } else if (hash instanceof HashModulo.Fixed fixed) {
        for (String output : wanted.rawOutputs()) {
          if (!output.equals("out")) {
            throw new DerivationException(
                "no hash for output '" + output + "' of derivation '" + drv.name() + "'");
          }
          use(inputs, fixed.out().base16(), wanted);
        }
      } else {
        return null;
      }
    }
    lastInputs = new Inputs(of, inputs);
    return inputs;
  }

  private static void use(
      SortedTable<String, WantedOutputs> inputs, String key, WantedOutputs wanted) {
    int i = inputs.indexOf(key);
    if (i < 0) {
      inputs.put(key, wanted);
    } else {
      inputs.set(i, inputs.value(i).and(wanted));
    }
  }

  /**
   * The hash that the output paths of an input-addressed derivation are made of: its own output
   * paths and the environment variables named after them do not count.
   *
   * @return null when it is not known before something has been built
   */
  public @Nullable Hash maskedHash(Derivation drv) {
    SortedTable<String, WantedOutputs> inputs = inputHashes(drv);
    return inputs == null ? null : hash(drv, inputs, true);
  }

  /**
   * Gives the outputs that are {@link DerivationOutput.Deferred} their paths where they can be
   * computed, and sets the environment variables named after outputs with a known path to that
   * path. Outputs of other kinds stay as they are.
   *
   * @throws DerivationException when an output claims another path than it must have
   */
  public Derivation fillInOutputPaths(Derivation drv) {
    DerivationKind kind = drv.kind();
    if (kind == DerivationKind.FLOATING || kind == DerivationKind.IMPURE) {
      return drv;
    }
    SortedTable<String, DerivationOutput> outputs = drv.rawOutputs().copy();
    SortedTable<String, String> env = drv.rawEnv().copy();
    Hash hash = kind == DerivationKind.FIXED ? null : maskedHash(drv);
    for (int i = 0; i < outputs.size(); i++) {
      String outputName = outputs.key(i);
      StorePath path =
          hash == null
              ? outputs.value(i).path(dir, drv.name(), outputName)
              : dir.makeOutputPath(outputName, hash, drv.name());
      if (outputs.value(i) instanceof DerivationOutput.InputAddressed claimed
          && (hash == null || !claimed.path().equals(path))) {
        throw wrongPath(claimed.path(), hash == null ? null : path);
      }
      if (path == null) {
        continue;
      }
      if (kind != DerivationKind.FIXED) {
        outputs.set(i, new DerivationOutput.InputAddressed(path));
      }
      env.put(outputName, dir.print(path));
    }
    return drv.with(outputs, env);
  }

  /**
   * Checks a derivation that came from elsewhere: output paths are what they must be, and the
   * environment variables named after outputs hold them.
   *
   * @throws DerivationException in Nix's words when not
   */
  public void check(Derivation drv) {
    Derivation right = fillInOutputPaths(drv);
    for (int i = 0; i < right.rawOutputs().size(); i++) {
      String outputName = right.rawOutputs().key(i);
      StorePath path = right.rawOutputs().value(i).path(dir, drv.name(), outputName);
      if (path == null) {
        continue;
      }
      String expected = dir.print(path);
      if (drv.rawOutputs().get(outputName) instanceof DerivationOutput.Deferred) {
        throw new DerivationException(
            "derivation has incorrect deferred output, should be '" + expected + "'");
      }
      String actual = drv.rawEnv().get(outputName);
      if (actual == null) {
        throw new DerivationException(
            "derivation has missing environment variable '"
                + outputName
                + "', should be '"
                + expected
                + "' but is not present");
      }
      if (!actual.equals(expected)) {
        throw new DerivationException(
            "derivation has incorrect environment variable '"
                + outputName
                + "', should be '"
                + expected
                + "' but is actually '"
                + actual
                + "'");
      }
    }
  }

  private DerivationException wrongPath(StorePath claimed, @Nullable StorePath right) {
    return new DerivationException(
        "derivation has incorrect output '"
            + dir.print(claimed)
            + (right == null
                ? "', should be deferred"
                : "', should be '" + dir.print(right) + "'"));
  }
}
