/** An activation as files: manifests, graph, waves. */
@NullMarked
package dev.kix.cluster.output;

import org.jspecify.annotations.NullMarked;
