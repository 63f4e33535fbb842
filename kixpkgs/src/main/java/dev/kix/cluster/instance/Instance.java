package dev.kix.cluster.instance;

import dev.kix.grammar.Position;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A package put to use: what {@code instances.NS.NAME} says. Names hold one char per byte.
 *
 * @param namespace the namespace it lives in
 * @param name its name in the namespace
 * @param source the package
 * @param aliases further names that injection finds it under
 * @param deps explicit dependencies by formal argument
 * @param environment the {@code kix.mkEnv} it belongs to, or null
 * @param config modules with definitions for the package's options
 * @param overrides modules with changes to what the package emits
 * @param wildcards modules of wildcard definitions that match, in the order they are given
 * @param automatic whether injection made it because somebody required it
 * @param value what {@code config.instances.NS.NAME} is, to recognise it in {@code deps}; null when
 *     automatic
 * @param position where it is defined, or null
 */
public record Instance(
    String namespace,
    String name,
    PackageSource source,
    List<String> aliases,
    NixAttrs deps,
    @Nullable String environment,
    List<Lazy> config,
    List<Lazy> overrides,
    List<Wildcard> wildcards,
    boolean automatic,
    @Nullable Value value,
    @Nullable Position position) {

  /** The package: a function of what it needs, or what such a function returns. */
  public Value packageValue() {
    return source.value();
  }

  /** What {@code kix.mkImport} says about it; null when kix makes the instance itself. */
  public @Nullable ImportMode imported() {
    return source.imported();
  }

  /** {@code NS/NAME}. */
  public String path() {
    return namespace + "/" + name;
  }

  /** The namespace that its package sees: of an import where the thing runs. */
  public String actualNamespace() {
    ImportMode mode = imported();
    return mode == null || mode.namespace() == null ? namespace : mode.namespace();
  }

  /** The name that its package sees: of an import what the thing is called. */
  public String actualName() {
    ImportMode mode = imported();
    return mode == null || mode.name() == null ? name : mode.name();
  }

  @Override
  public boolean equals(Object o) {
    return this == o;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }

  @Override
  public String toString() {
    return "instance '" + name + "' (namespace '" + namespace + "')";
  }
}
