package dev.kix.k8s;

/**
 * What a user can switch.
 *
 * @param id stable, kebab-case
 * @param severity what it is unless a policy says otherwise
 * @param summary one sentence for the manual
 */
public record Rule(String id, Severity severity, String summary) {}
