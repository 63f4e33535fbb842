package dev.kix.cluster.graph;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kix.k8s.ResourceId;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * A resource as the graph sees it.
 *
 * @param id which one
 * @param manifest its content
 * @param references what it refers to; every one is a node of the graph
 * @param instance {@code NS/NAME} of the instance it belongs to, or null
 * @param stateful whether it belongs to a stateful package
 */
public record ResourceNode(
    ResourceId id,
    ObjectNode manifest,
    SortedSet<ResourceId> references,
    @Nullable String instance,
    boolean stateful) {}
