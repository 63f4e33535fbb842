/**
 * The resources of a cluster against each other: what one refers to must exist and must be what the
 * reference takes it for. Each rule is a small class; {@link
 * dev.kix.k8s.relations.ClusterValidator} runs them all.
 */
@NullMarked
package dev.kix.k8s.relations;

import org.jspecify.annotations.NullMarked;
