/**
 * Renders Helm charts in process, by Helm itself: a Go library that helm-java builds. Loaded when
 * the first chart is rendered, and not before.
 */
@NullMarked
package dev.kix.helm;

import org.jspecify.annotations.NullMarked;
