package dev.kix.cluster.docs;

import dev.kix.cluster.explain.Place;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An option as its documentation has it. Ordinary Java text.
 *
 * @param name the dotted path; {@code <name>} and {@code *} stand for any name or element
 * @param type the type in words
 * @param description Markdown, may be empty
 * @param defaultText the default as Nix code, or null when there is none
 * @param example an example as Nix code, or null
 * @param readOnly whether it may only be read
 * @param deprecated what to use since when, or null
 * @param declarations where it is declared
 */
public record OptionDoc(
    String name,
    String type,
    String description,
    @Nullable String defaultText,
    @Nullable String example,
    boolean readOnly,
    @Nullable String deprecated,
    List<Place> declarations) {}
