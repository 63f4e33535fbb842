package dev.kix.k8s.schema;

import org.jspecify.annotations.Nullable;

/**
 * One entry of {@code x-kubernetes-validations} in a CustomResourceDefinition. Immutable.
 *
 * @param rule the expression that must be true, in CEL
 * @param message what is said when it is not, or null
 * @param messageExpression an expression whose text is said instead, or null
 * @param fieldPath the field that is blamed, relative to the value, such as {@code .spec.name}, or
 *     null for the value itself
 * @param optionalOldSelf whether {@code oldSelf} is an optional, so that the rule holds on creation
 *     as well
 */
public record ValidationRule(
    String rule,
    @Nullable String message,
    @Nullable String messageExpression,
    @Nullable String fieldPath,
    boolean optionalOldSelf) {}
