/** What manifests that a cluster takes today would meet in a newer Kubernetes version. */
@NullMarked
package dev.kix.k8s.upgrade;

import org.jspecify.annotations.NullMarked;
