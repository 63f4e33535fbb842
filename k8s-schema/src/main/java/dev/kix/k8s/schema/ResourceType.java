package dev.kix.k8s.schema;

import dev.kix.k8s.GroupVersionKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A kind that can be created in a cluster, in one version of its group. Immutable.
 *
 * @param gvk group, version and kind
 * @param plural the name in URLs and RBAC rules, such as {@code deployments}
 * @param singular the singular form kubectl accepts
 * @param shortNames kubectl's abbreviations, such as {@code deploy}
 * @param categories kubectl's categories, such as {@code all}
 * @param namespaced whether it lives in a namespace; else it is cluster-scoped
 * @param stored whether it can be read back; false for requests such as TokenReview
 * @param hasStatus whether it has a status subresource, so that {@code status} in a manifest is
 *     ignored by the server
 * @param hasScale whether it can be scaled
 * @param custom whether it comes from a CustomResourceDefinition
 * @param typeName the name of its schema among the built-in types; null for a custom resource
 */
public record ResourceType(
    GroupVersionKind gvk,
    String plural,
    String singular,
    List<String> shortNames,
    List<String> categories,
    boolean namespaced,
    boolean stored,
    boolean hasStatus,
    boolean hasScale,
    boolean custom,
    @Nullable String typeName) {}
