package dev.kix.cluster.explain;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An instance: where it comes from and how it is wired. Ordinary Java text.
 *
 * @param instance {@code NS/NAME}
 * @param packageName the package's name, or null when it has none
 * @param packagePlace where the package is written, or null
 * @param place where the instance is defined, or null
 * @param environment the {@code kix.mkEnv} it belongs to, or null
 * @param automatic whether injection made it
 * @param imported whether it is an import: it runs already and is left alone
 * @param dependencies what its package's arguments were wired to, in the order of the arguments
 * @param usedBy whom it was given to
 * @param changes what {@code kix.patch} and {@code overrides} change in what the package emits:
 *     each field like an option, the value's definitions and which of them count
 * @param transformers the cluster's transformers, which see every resource, in their order
 */
public record InstanceExplanation(
    String instance,
    @Nullable String packageName,
    @Nullable Place packagePlace,
    @Nullable Place place,
    @Nullable String environment,
    boolean automatic,
    boolean imported,
    List<DependencyExplanation> dependencies,
    List<User> usedBy,
    List<OptionExplanation> changes,
    List<Transformer> transformers) {

  /**
   * A transformer of the cluster.
   *
   * @param name what it is called
   * @param place where it is defined, or null
   */
  public record Transformer(String name, @Nullable Place place) {}

  /**
   * An instance that depends on this one.
   *
   * @param instance {@code NS/NAME}
   * @param argument the argument of its package
   */
  public record User(String instance, String argument) {}
}
