/**
 * Manifests from text: YAML or JSON, several documents, Lists. Read as the API's own tools read it
 * (YAML 1.1 as go-yaml takes it), in bounded memory, with the line of every field.
 */
@NullMarked
package dev.kix.k8s.text;

import org.jspecify.annotations.NullMarked;
