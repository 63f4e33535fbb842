/** Upgrades of Kubernetes. */
@NullMarked
package dev.kix.k8s.upgrade;

import org.jspecify.annotations.NullMarked;
