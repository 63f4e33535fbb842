package dev.kix.k8s.schema;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The value limits of a CustomResourceDefinition's schema, as JSON Schema (draft 4, the dialect of
 * OpenAPI 3.0) defines them. Null or empty means: no such limit.
 *
 * @param minimum least number
 * @param exclusiveMinimum whether the minimum itself is out
 * @param maximum greatest number
 * @param exclusiveMaximum whether the maximum itself is out
 * @param multipleOf the number must be a multiple of this
 * @param minLength least count of code points
 * @param maxLength greatest count of code points
 * @param pattern found anywhere in the string
 * @param minItems least count of elements
 * @param maxItems greatest count of elements
 * @param uniqueItems whether two elements may not be equal
 * @param minProperties least count of fields
 * @param maxProperties greatest count of fields
 * @param allOf all must hold
 * @param anyOf one at least must hold
 * @param oneOf exactly one must hold
 * @param not must not hold
 */
public record Constraints(
    @Nullable BigDecimal minimum,
    boolean exclusiveMinimum,
    @Nullable BigDecimal maximum,
    boolean exclusiveMaximum,
    @Nullable BigDecimal multipleOf,
    @Nullable Integer minLength,
    @Nullable Integer maxLength,
    @Nullable ServerPattern pattern,
    @Nullable Integer minItems,
    @Nullable Integer maxItems,
    boolean uniqueItems,
    @Nullable Integer minProperties,
    @Nullable Integer maxProperties,
    List<Schema> allOf,
    List<Schema> anyOf,
    List<Schema> oneOf,
    @Nullable Schema not) {}
