/**
 * The cluster compiler: modules in, checked manifests with one root hash out. {@link
 * dev.kix.cluster.ClusterCompiler} is the way in.
 */
@NullMarked
package dev.kix.cluster;

import org.jspecify.annotations.NullMarked;
