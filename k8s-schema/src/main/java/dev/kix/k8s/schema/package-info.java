/**
 * The APIs of every Kubernetes version kix knows: which kinds exist, and the shape of their
 * manifests. Read lazily from compact files made by {@code tools/make-schemas.py} (format:
 * docs/design/0003-k8s-schemas.md), and from the CustomResourceDefinitions of a cluster.
 */
@NullMarked
package dev.kix.k8s.schema;

import org.jspecify.annotations.NullMarked;
