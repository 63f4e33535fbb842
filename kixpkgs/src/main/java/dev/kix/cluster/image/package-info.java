/**
 * Container images made of files and nothing else: the same input gives the same bytes anywhere.
 */
@NullMarked
package dev.kix.cluster.image;

import org.jspecify.annotations.NullMarked;
