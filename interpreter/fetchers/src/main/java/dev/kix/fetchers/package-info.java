/**
 * Fetches what inputs name: Git repositories, archives, files, over the network and from this
 * machine. Everything is kept in a cache folder, so that a second evaluation asks nobody.
 */
@NullMarked
package dev.kix.fetchers;

import org.jspecify.annotations.NullMarked;
