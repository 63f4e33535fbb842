package dev.kix.k8s.posture;

/**
 * One demand that a pod does not meet.
 *
 * @param path the field that has to change, or the nearest there is
 * @param message what is wrong, one sentence without a full stop
 */
record Violation(String path, String message) {}
