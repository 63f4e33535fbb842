/**
 * One manifest against the API of its Kubernetes version: its shape (schema), its metadata, and
 * what the server checks beyond the schema. Knows nothing of other manifests.
 */
@NullMarked
package dev.kix.k8s.validation;

import org.jspecify.annotations.NullMarked;
