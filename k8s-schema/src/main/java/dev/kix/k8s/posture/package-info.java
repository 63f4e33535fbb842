/**
 * Security and good practice: the Pod Security Standards, roles that give too much, secrets in the
 * open, images that change under one's feet, pods that nobody can move. What is looked at here
 * works; it is a risk.
 */
@NullMarked
package dev.kix.k8s.posture;

import org.jspecify.annotations.NullMarked;
