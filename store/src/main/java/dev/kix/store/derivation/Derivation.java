package dev.kix.store.derivation;

import dev.kix.store.hash.Hash;
import dev.kix.store.hash.HashAlgorithm;
import dev.kix.store.path.StoreDir;
import dev.kix.store.path.StorePath;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
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
  private final SortedMap<String, DerivationOutput> outputs;
  private final SortedMap<StorePath, WantedOutputs> inputDerivations;
  private final SortedSet<StorePath> inputSources;
  private final String system;
  private final String builder;
  private final List<String> args;
  private final SortedMap<String, String> env;

  private Derivation(Builder from) {
    name = from.name;
    outputs = from.outputs;
    inputDerivations = from.wanted();
    inputSources = from.inputSources;
    system = from.system;
    builder = from.builder;
    args = Collections.unmodifiableList(from.args);
    env = from.env;
  }

  private Derivation(
      Derivation from, SortedMap<String, DerivationOutput> outputs, SortedMap<String, String> env) {
    name = from.name;
    this.outputs = outputs;
    inputDerivations = from.inputDerivations;
    inputSources = from.inputSources;
    system = from.system;
    builder = from.builder;
    args = from.args;
    this.env = env;
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

  SortedMap<String, DerivationOutput> rawOutputs() {
    return outputs;
  }

  SortedMap<StorePath, WantedOutputs> rawInputDerivations() {
    return inputDerivations;
  }

  SortedSet<StorePath> rawInputSources() {
    return inputSources;
  }

  SortedMap<String, String> rawEnv() {
    return env;
  }

  /** The name, without {@code .drv}. */
  public String name() {
    return name;
  }

  /** Outputs by name. */
  public SortedMap<String, DerivationOutput> outputs() {
    return Collections.unmodifiableSortedMap(outputs);
  }

  /** What is used of which derivation. */
  public SortedMap<StorePath, WantedOutputs> inputDerivations() {
    return Collections.unmodifiableSortedMap(inputDerivations);
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

  /** Environment of the builder. */
  public SortedMap<String, String> env() {
    return Collections.unmodifiableSortedMap(env);
  }

  /**
   * What the outputs have in common.
   *
   * @throws DerivationException in Nix's words when they do not go together
   */
  public DerivationKind kind() {
    DerivationKind kind = null;
    HashAlgorithm floating = null;
    for (Map.Entry<String, DerivationOutput> entry : outputs.entrySet()) {
      DerivationOutput output = entry.getValue();
      DerivationKind own = kindOf(output);
      if (kind != null && kind != own) {
        throw new DerivationException("can't mix derivation output types");
      }
      if (own == DerivationKind.FIXED) {
        if (kind != null) {
          throw new DerivationException("only one fixed output is allowed for now");
        }
        if (!entry.getKey().equals("out")) {
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
    for (WantedOutputs wanted : inputDerivations.values()) {
      if (wanted.isDynamic()) {
        return true;
      }
    }
    return false;
  }

  /** The store paths that the {@code .drv} file refers to: input derivations and sources. */
  public SortedSet<StorePath> references() {
    SortedSet<StorePath> references = new TreeSet<>(inputSources);
    references.addAll(inputDerivations.keySet());
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
    return dir.makeTextPath(fileName(), textHash(dir), references());
  }

  /** SHA-256 of {@link #toATerm}, without making a String of it. */
  public Hash textHash(StoreDir dir) {
    return ATermWriter.hash(this, dir);
  }

  /** This derivation with other outputs and environment. The maps are taken over, not copied. */
  Derivation with(
      SortedMap<String, DerivationOutput> newOutputs, SortedMap<String, String> newEnv) {
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
    private final SortedMap<String, DerivationOutput> outputs = new TreeMap<>();
    private final SortedMap<StorePath, Wanted> inputDerivations = new TreeMap<>();
    private final SortedSet<StorePath> inputSources = new TreeSet<>();
    private String system = "";
    private String builder = "";
    private final List<String> args = new ArrayList<>();
    private final SortedMap<String, String> env = new TreeMap<>();
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
      wantedOf(derivation).outputs.add(outputName);
      return this;
    }

    /**
     * Uses the output {@code outputName} of a derivation that is itself to be built: output {@code
     * through[0]} of {@code derivation} is a derivation, its output {@code through[1]} is one, and
     * so on. An empty list means {@link #inputDerivation(StorePath, String)}.
     */
    public Builder inputDerivation(StorePath derivation, List<String> through, String outputName) {
      Wanted wanted = wantedOf(derivation);
      for (String step : through) {
        wanted = wanted.of(step);
      }
      wanted.outputs.add(outputName);
      return this;
    }

    /** Adds everything that {@code wanted} names of {@code derivation}. */
    public Builder inputDerivation(StorePath derivation, WantedOutputs wanted) {
      wantedOf(derivation).add(wanted);
      return this;
    }

    private Wanted wantedOf(StorePath derivation) {
      Wanted wanted = inputDerivations.get(derivation);
      if (wanted == null) {
        wanted = new Wanted();
        inputDerivations.put(derivation, wanted);
      }
      return wanted;
    }

    /** Uses a store object as it is. */
    public Builder inputSource(StorePath path) {
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

    private SortedMap<StorePath, WantedOutputs> wanted() {
      SortedMap<StorePath, WantedOutputs> all = new TreeMap<>();
      for (Map.Entry<StorePath, Wanted> entry : inputDerivations.entrySet()) {
        all.put(entry.getKey(), entry.getValue().freeze());
      }
      return all;
    }
  }

  /** {@link WantedOutputs} while it grows. */
  private static final class Wanted {
    final SortedSet<String> outputs = new TreeSet<>();
    SortedMap<String, Wanted> dynamic = Collections.emptySortedMap();

    void add(WantedOutputs more) {
      outputs.addAll(more.outputs());
      for (Map.Entry<String, WantedOutputs> entry : more.dynamic().entrySet()) {
        of(entry.getKey()).add(entry.getValue());
      }
    }

    /** What is wanted of the derivation that the output {@code name} is. */
    Wanted of(String name) {
      Wanted next = dynamic.get(name);
      if (next == null) {
        next = new Wanted();
        if (dynamic.isEmpty()) {
          dynamic = new TreeMap<>();
        }
        dynamic.put(name, next);
      }
      return next;
    }

    WantedOutputs freeze() {
      if (dynamic.isEmpty()) {
        return WantedOutputs.takeOver(outputs, Collections.emptySortedMap());
      }
      SortedMap<String, WantedOutputs> frozen = new TreeMap<>();
      for (Map.Entry<String, Wanted> entry : dynamic.entrySet()) {
        frozen.put(entry.getKey(), entry.getValue().freeze());
      }
      return WantedOutputs.takeOver(outputs, frozen);
    }
  }
}
