package dev.kix.cluster.explain;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An option and what its value is made of. Ordinary Java text.
 *
 * @param option the dotted path
 * @param type the type in words
 * @param value the value as Nix prints it, or null when there is none
 * @param json the value, or null when there is none or JSON cannot hold it
 * @param error why there is no value, or null
 * @param declarations where the option is declared
 * @param definitions every definition, those that count first
 */
public record OptionExplanation(
    String option,
    String type,
    @Nullable String value,
    @Nullable JsonNode json,
    @Nullable String error,
    List<Place> declarations,
    List<Definition> definitions) {

  /** What became of a definition. */
  public enum Outcome {
    /** It alone is the value. */
    WINS("wins"),
    /** It is merged with others of the same priority. */
    MERGED("merged"),
    /** A stronger priority makes it void. */
    OVERRIDDEN("overridden"),
    /** The condition of its {@code mkIf} is false. */
    HELD_BACK("condition is false");

    private final String word;

    Outcome(String word) {
      this.word = word;
    }

    /** The words for it. */
    public String word() {
      return word;
    }
  }

  /**
   * A definition.
   *
   * @param place where it stands, or null
   * @param priority its priority: the smaller, the stronger
   * @param by what gives it the priority: {@code plain}, {@code mkDefault}, {@code mkForce}, {@code
   *     mkOverride 75}, {@code default of the option}
   * @param value what it says, as Nix prints it
   * @param outcome what became of it
   * @param wildcard the wildcard it belongs to, such as {@code instances.*.*.config}, or null
   */
  public record Definition(
      @Nullable Place place,
      long priority,
      String by,
      String value,
      Outcome outcome,
      @Nullable String wildcard) {}

  /** Whether somebody has defined it: there is more than the default of its declaration. */
  public boolean isSet() {
    for (Definition d : definitions) {
      if (d.priority() < OptionExplainer.DEFAULT_PRIORITY && d.outcome() != Outcome.HELD_BACK) {
        return true;
      }
    }
    return false;
  }
}
