package dev.kix.interpreter.eval;

/**
 * Parsed and analysed code by content. Thread-safe; share one between evaluators that read the same
 * files.
 */
public final class CodeCache {}
