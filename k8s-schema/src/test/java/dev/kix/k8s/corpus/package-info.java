/** Many manifests that are wrong in one way each. */
@NullMarked
package dev.kix.k8s.corpus;

import org.jspecify.annotations.NullMarked;
