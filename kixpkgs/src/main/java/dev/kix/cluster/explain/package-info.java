/** Why a cluster is what it is: how dependencies were found and what values are made of. */
@NullMarked
package dev.kix.cluster.explain;

import org.jspecify.annotations.NullMarked;
