/**
 * Store paths: the rules for names, how a path is computed from content, and placeholders for paths
 * that are not known yet.
 *
 * <p>Rules: Nix manual, <i>Store Path</i>, <i>Complete Store Path Calculation</i>
 * (protocols/store-path.md) and <i>Content-Addressing Store Objects</i>.
 */
@NullMarked
package dev.kix.store.path;

import org.jspecify.annotations.NullMarked;
