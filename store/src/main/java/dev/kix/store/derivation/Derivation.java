package dev.kix.store.derivation;

import dev.kix.store.hash.Hash;
import dev.kix.store.hash.HashAlgorithm;
import dev.kix.store.path.StoreDir;
import dev.kix.store.path.StorePath;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A store derivation: what to build, from what, and how its outputs are addressed. Immutable; all
 * text is Nix strings (one char a byte), all maps and sets are sorted by bytes.
 *
 * <p>Structured attributes are the environment variable {@value #STRUCTURED_ATTRIBUTES}, as they
 * are in the file.
 */
public final class Derivation {
  /** The environment variable that holds structured attributes as JSON. */
  public static final String STRUCTURED_ATTRIBUTES = "__json";

  private final String name;
  private final SortedTable<String, DerivationOutput> outputs;
  private final SortedTable<StorePath, WantedOutputs> inputDerivations;
  private final SortedSet<StorePath> inputSources;
  private final String system;
  private final String builder;
  private final List<String> args;
  private final SortedTable<String, String> env;

  /** What {@link ATermWriter} has written of it already. */
  private @Nullable ATermBody body;

  private Derivation(Builder from) {
    name = from.name;
    outputs = from.outputs;
    inputDerivations = from.inputDerivations;
    inputSources = from.inputSources;
    system = from.system;
    builder = from.builder;
    args = Collections.unmodifiableList(from.args);
    env = from.env;
  }

  private Derivation(
      Derivation from,
      SortedTable<String, DerivationOutput> outputs,
      SortedTable<String, String> env) {
    name = from.name;
    this.outputs = outputs;
    inputDerivations = from.inputDerivations;
    inputSources = from.inputSources;
    system = from.system;
    builder = from.builder;
    args = from.args;
    this.env = env;
    // It knows the variables by number.
    body = env.size() == from.env.size() ? from.body : null;
  }

  /**
   * Starts a derivation.
   *
   * @param name without {@code .drv}; not checked before a path is made of it
   */
  public static Builder builder(String name) {
    return new Builder(name);
  }

  /**
   * Reads the text of a {@code .drv} file.
   *
   * @param name the derivation's name, which the text does not say (the file's does), without
   *     {@code .drv}
   * @throws dev.kix.store.StoreException saying what is malformed and at which byte
   */
  public static Derivation parse(StoreDir dir, String name, String text) {
    return new ATermReader(dir, name, text).read();
  }

  // The collections themselves, for the hot paths of this package; nobody changes them.

  SortedTable<String, DerivationOutput> rawOutputs() {
    return outputs;
  }

  SortedTable<StorePath, WantedOutputs> rawInputDerivations() {
    return inputDerivations;
  }

  SortedSet<StorePath> rawInputSources() {
    return inputSources;
  }

  SortedTable<String, String> rawEnv() {
    return env;
  }

  @Nullable ATermBody body() {
    return body;
  }

  void body(ATermBody written) {
    body = written; // benign race: every thread writes the same bytes
  }

  /** The name, without {@code .drv}. */
  public String name() {
    return name;
  }

  /** Outputs by name, a copy. */
  public SortedMap<String, DerivationOutput> outputs() {
    return outputs.toMap();
  }

  /** What is used of which derivation, a copy. */
  public SortedMap<StorePath, WantedOutputs> inputDerivations() {
    return inputDerivations.toMap();
  }

  /** Store objects that are used as they are. */
  public SortedSet<StorePath> inputSources() {
    return Collections.unmodifiableSortedSet(inputSources);
  }

  /** The system to build on, for instance {@code x86_64-linux}. */
  public String system() {
    return system;
  }

  /** The program to run, or {@code builtin:…}. */
  public String builder() {
    return builder;
  }

  /** Arguments of the builder. */
  public List<String> args() {
    return args;
  }

  /** Environment of the builder, a copy. */
  public SortedMap<String, String> env() {
    return env.toMap();
  }

  /**
   * What the outputs have in common.
   *
   * @throws DerivationException in Nix's words when they do not go together
   */
  public DerivationKind kind() {
    DerivationKind kind = null;
    HashAlgorithm floating = null;
    for (int i = 0; i < outputs.size(); i++) {
      DerivationOutput output = outputs.value(i);
      DerivationKind own = kindOf(output);
      if (kind != null && kind != own) {
        throw new DerivationException("can't mix derivation output types");
      }
      if (own == DerivationKind.FIXED) {
        if (kind != null) {
          throw new DerivationException("only one fixed output is allowed for now");
        }
        if (!outputs.key(i).equals("out")) {
          throw new DerivationException("single fixed output must be named \"out\"");
        }
      }
      if (output instanceof DerivationOutput.CaFloating ca) {
        if (floating != null && floating != ca.algorithm()) {
          throw new DerivationException("all floating outputs must use the same hash algorithm");
        }
        floating = ca.algorithm();
      }
      kind = own;
    }
    if (kind == null) {
      throw new DerivationException("must have at least one output");
    }
    return kind;
  }

  private static DerivationKind kindOf(DerivationOutput output) {
    if (output instanceof DerivationOutput.InputAddressed) {
      return DerivationKind.INPUT_ADDRESSED;
    }
    if (output instanceof DerivationOutput.CaFixed) {
      return DerivationKind.FIXED;
    }
    if (output instanceof DerivationOutput.CaFloating) {
      return DerivationKind.FLOATING;
    }
    if (output instanceof DerivationOutput.Impure) {
      return DerivationKind.IMPURE;
    }
    return DerivationKind.DEFERRED;
  }

  /**
   * The path of the output {@code outputName}, or null when it is not known before the build.
   *
   * @throws DerivationException when there is no such output
   */
  public @Nullable StorePath outputPath(StoreDir dir, String outputName) {
    DerivationOutput output = outputs.get(outputName);
    if (output == null) {
      throw new DerivationException(
          "derivation '" + name + "' does not have an output named '" + outputName + "'");
    }
    return output.path(dir, name, outputName);
  }

  /** Whether an input is the output of a derivation that is itself an output. */
  public boolean hasDynamicInputs() {
    for (int i = 0; i < inputDerivations.size(); i++) {
      if (inputDerivations.value(i).isDynamic()) {
        return true;
      }
    }
    return false;
  }

  /** The store paths that the {@code .drv} file refers to: input derivations and sources. */
  public SortedSet<StorePath> references() {
    SortedSet<StorePath> references = new TreeSet<>(inputSources);
    for (int i = 0; i < inputDerivations.size(); i++) {
      references.add(inputDerivations.key(i));
    }
    return references;
  }

  /**
   * The text of the {@code .drv} file, byte for byte what Nix writes.
   *
   * @throws DerivationException when the environment cannot be written
   */
  public String toATerm(StoreDir dir) {
    return ATermWriter.print(this, dir);
  }

  /** The name of the {@code .drv} file's store object: {@code NAME.drv}. */
  public String fileName() {
    return name + StorePath.DERIVATION_SUFFIX;
  }

  /**
   * The path of the {@code .drv} file.
   *
   * @throws dev.kix.store.path.StorePathException when the name breaks the rules
   */
  public StorePath storePath(StoreDir dir) {
    return storePath(dir, textHash(dir));
  }

  /**
   * {@link #storePath(StoreDir)} for those who know the hash of the text.
   *
   * @param textHash what {@link #textHash} is
   */
  public StorePath storePath(StoreDir dir, Hash textHash) {
    return dir.makeTextPathOfSorted(fileName(), textHash, sortedReferences());
  }

  /** {@link #references} as a list, in their order. */
  private List<StorePath> sortedReferences() {
    List<StorePath> references = new ArrayList<>(inputDerivations.size() + inputSources.size());
    if (inputSources.isEmpty()) {
      for (int i = 0; i < inputDerivations.size(); i++) {
        references.add(inputDerivations.key(i));
      }
    } else {
      references.addAll(references());
    }
    return references;
  }

  /** SHA-256 of {@link #toATerm}, without making a String of it. */
  public Hash textHash(StoreDir dir) {
    return ATermWriter.hash(this, dir);
  }

  /**
   * This derivation with other outputs of the same names, and an environment that differs in the
   * variables of these names alone. The tables are taken over, not copied.
   */
  Derivation with(
      SortedTable<String, DerivationOutput> newOutputs, SortedTable<String, String> newEnv) {
    return new Derivation(this, newOutputs, newEnv);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Derivation drv
        && name.equals(drv.name)
        && outputs.equals(drv.outputs)
        && inputDerivations.equals(drv.inputDerivations)
        && inputSources.equals(drv.inputSources)
        && system.equals(drv.system)
        && builder.equals(drv.builder)
        && args.equals(drv.args)
        && env.equals(drv.env);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * name.hashCode() + env.hashCode()) + inputDerivations.hashCode();
  }

  @Override
  public String toString() {
    return "derivation " + name;
  }

  /** Collects the parts of a derivation. For one thread; used up by {@link #build}. */
  public static final class Builder {
    private final String name;
    private final SortedTable<String, DerivationOutput> outputs = new SortedTable<>(2);
    private final SortedTable<StorePath, WantedOutputs> inputDerivations = new SortedTable<>();
    private SortedSet<StorePath> inputSources = Collections.emptySortedSet();
    private String system = "";
    private String builder = "";
    private final List<String> args = new ArrayList<>();
    private final SortedTable<String, String> env = new SortedTable<>(16);
    private boolean built;

    private Builder(String name) {
      this.name = name;
    }

    /** Adds an output, or replaces the one of that name. */
    public Builder output(String outputName, DerivationOutput output) {
      outputs.put(outputName, output);
      return this;
    }

    /** Uses the output {@code outputName} of {@code derivation}. */
    public Builder inputDerivation(StorePath derivation, String outputName) {
      return inputDerivation(derivation, WantedOutputs.of(outputName));
    }

    /**
     * Uses the output {@code outputName} of a derivation that is itself to be built: output {@code
     * through[0]} of {@code derivation} is a derivation, its output {@code through[1]} is one, and
     * so on. An empty list means {@link #inputDerivation(StorePath, String)}.
     */
    public Builder inputDerivation(StorePath derivation, List<String> through, String outputName) {
      return inputDerivation(derivation, WantedOutputs.of(through, outputName));
    }

    /** Adds everything that {@code wanted} names of {@code derivation}. */
    public Builder inputDerivation(StorePath derivation, WantedOutputs wanted) {
      int i = inputDerivations.indexOf(derivation);
      if (i < 0) {
        inputDerivations.put(derivation, wanted);
      } else {
        inputDerivations.set(i, inputDerivations.value(i).and(wanted));
      }
      return this;
    }

    /** Uses a store object as it is. */
    public Builder inputSource(StorePath path) {
      if (inputSources.isEmpty()) {
        inputSources = new TreeSet<>();
      }
      inputSources.add(path);
      return this;
    }

    public Builder system(String value) {
      system = value;
      return this;
    }

    public Builder builder(String value) {
      builder = value;
      return this;
    }

    /** Appends an argument. */
    public Builder arg(String value) {
      args.add(value);
      return this;
    }

    /** Appends arguments. */
    public Builder args(Collection<String> values) {
      args.addAll(values);
      return this;
    }

    /** Sets an environment variable. */
    public Builder env(String variable, String value) {
      env.put(variable, value);
      return this;
    }

    /**
     * The derivation. The builder's collections become its own, so it cannot be used again.
     *
     * @throws IllegalStateException the second time
     */
    public Derivation build() {
      if (built) {
        throw new IllegalStateException("this builder has built its derivation already");
      }
      built = true;
      return new Derivation(this);
    }
  }
}
