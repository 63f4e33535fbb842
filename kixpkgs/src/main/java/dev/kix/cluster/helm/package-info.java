/** Helm charts: what is asked of a renderer, and what its answer means in a cluster. */
@NullMarked
package dev.kix.cluster.helm;

import org.jspecify.annotations.NullMarked;
