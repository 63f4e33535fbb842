/** When each Kubernetes API appeared, was deprecated and was removed, and what replaces it. */
@NullMarked
package dev.kix.k8s.lifecycle;

import org.jspecify.annotations.NullMarked;
