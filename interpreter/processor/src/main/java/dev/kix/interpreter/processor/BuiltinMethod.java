package dev.kix.interpreter.processor;

import java.util.List;

/**
 * A method found to be a well-formed builtin.
 *
 * @param owner the qualified name of its class
 * @param method its name in Java
 * @param args the names of its parameters in Nix
 */
record BuiltinMethod(
    String owner,
    String method,
    String name,
    List<String> args,
    String doc,
    String example,
    boolean global,
    boolean trace,
    String experimental,
    String since) {}
