package dev.kix.interpreter.flake;

import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How a flake is locked. Immutable; made by {@link #builder}.
 *
 * @param recreate whether the lock file there is counts for nothing
 * @param update whether the lock file may be changed; if not, that it would have to be is an error
 * @param write whether a changed lock file is written, where that is possible
 * @param failOnUnlocked whether an input that cannot be locked is an error
 * @param useRegistries whether names of flakes are looked up
 * @param config told what {@code nixConfig} of the flake says, by name; null when nobody cares
 * @param allowUnlocked whether inputs without a commit or hash are fetched
 * @param commit whether a changed lock file is committed
 * @param commitSummary the first line of that commit's message unless the flake says another, or
 *     the empty string for the usual one
 * @param reference the lock file that is read in place of {@code flake.lock}, or null
 * @param output the lock file that is written in place of it, or null
 * @param overrides what inputs are instead
 * @param updates the inputs whose locks count for nothing
 */
public record LockFlags(
    boolean recreate,
    boolean update,
    boolean write,
    boolean failOnUnlocked,
    boolean useRegistries,
    @Nullable Consumer<Map<String, String>> config,
    boolean allowUnlocked,
    boolean commit,
    String commitSummary,
    @Nullable Path reference,
    @Nullable Path output,
    SortedMap<InputPath, FlakeRef> overrides,
    SortedSet<InputPath> updates) {

  public LockFlags {
    overrides = Collections.unmodifiableSortedMap(new TreeMap<>(overrides));
    updates = Collections.unmodifiableSortedSet(new TreeSet<>(updates));
  }

  /** A builder: the lock file is updated and written. */
  public static Builder builder() {
    return new Builder();
  }

  /** Makes {@link LockFlags}. Each method sets the component of its name. Not thread-safe. */
  public static final class Builder {
    private boolean recreate;
    private boolean update = true;
    private boolean write = true;
    private boolean failOnUnlocked;
    private boolean useRegistries = true;
    private @Nullable Consumer<Map<String, String>> config;
    private boolean allowUnlocked = true;
    private boolean commit;
    private String commitSummary = "";
    private @Nullable Path reference;
    private @Nullable Path output;
    private final SortedMap<InputPath, FlakeRef> overrides = new TreeMap<>();
    private final SortedSet<InputPath> updates = new TreeSet<>();

    private Builder() {}

    public Builder recreate(boolean value) {
      recreate = value;
      return this;
    }

    public Builder update(boolean value) {
      update = value;
      return this;
    }

    public Builder write(boolean value) {
      write = value;
      return this;
    }

    public Builder failOnUnlocked(boolean value) {
      failOnUnlocked = value;
      return this;
    }

    public Builder useRegistries(boolean value) {
      useRegistries = value;
      return this;
    }

    public Builder config(Consumer<Map<String, String>> value) {
      config = value;
      return this;
    }

    public Builder allowUnlocked(boolean value) {
      allowUnlocked = value;
      return this;
    }

    public Builder commit(boolean value) {
      commit = value;
      return this;
    }

    public Builder commitSummary(String value) {
      commitSummary = value;
      return this;
    }

    public Builder reference(@Nullable Path value) {
      reference = value;
      return this;
    }

    public Builder output(@Nullable Path value) {
      output = value;
      return this;
    }

    public Builder overrides(Map<InputPath, FlakeRef> value) {
      overrides.putAll(value);
      return this;
    }

    public Builder updates(Set<InputPath> value) {
      updates.addAll(value);
      return this;
    }

    public LockFlags build() {
      return new LockFlags(
          recreate,
          update,
          write,
          failOnUnlocked,
          useRegistries,
          config,
          allowUnlocked,
          commit,
          commitSummary,
          reference,
          output,
          overrides,
          updates);
    }
  }
}
