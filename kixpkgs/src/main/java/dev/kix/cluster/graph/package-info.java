/** The graph of resources, its hashes and its waves. Pure data: nothing here knows Nix values. */
@NullMarked
package dev.kix.cluster.graph;

import org.jspecify.annotations.NullMarked;
