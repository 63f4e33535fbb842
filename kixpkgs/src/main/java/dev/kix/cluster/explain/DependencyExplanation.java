package dev.kix.cluster.explain;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How an argument of a package found what it got. Ordinary Java text.
 *
 * @param argument the argument
 * @param names the names that were looked for
 * @param optional whether the argument has a default
 * @param found how it was found: {@code deps}, {@code namespace}, {@code environment}, {@code
 *     cluster}, {@code instantiated}, {@code default}, {@code unavailable}, or {@code error} when
 *     the cluster does not compile because of it
 * @param instance {@code NS/NAME} of what it got, or null
 * @param place where that is defined, or null
 * @param alias the alias that matched, or null when it was the name
 * @param deps where {@code deps} says so, or null
 * @param candidates the instances of such a name or alias, level by level; what came after the
 *     level that won was not needed
 */
public record DependencyExplanation(
    String argument,
    List<String> names,
    boolean optional,
    String found,
    @Nullable String instance,
    @Nullable Place place,
    @Nullable String alias,
    @Nullable Place deps,
    List<Level> candidates) {

  /**
   * A level of the search.
   *
   * @param level {@code namespace}, {@code environment} or {@code cluster}
   * @param instances {@code NS/NAME} of those it offers
   */
  public record Level(String level, List<String> instances) {}
}
