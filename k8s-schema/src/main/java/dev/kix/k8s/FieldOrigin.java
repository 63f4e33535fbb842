package dev.kix.k8s;

/**
 * What a field's value was made from, besides the text that set the field.
 *
 * @param option the option whose value went into it, as a user writes it: {@code image.tag}
 * @param position where a definition of the option stands that counts
 */
public record FieldOrigin(String option, SourcePosition position) {}
