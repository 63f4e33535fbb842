/**
 * The module system: options, types, priorities, merging and submodules, native behind {@code
 * lib.evalModules}.
 *
 * <p>Nix code reaches it through {@link dev.kix.modulesystem.NativeModules}, Java code through
 * {@link dev.kix.modulesystem.ModuleEvaluation}. What a module means is defined by the NixOS manual
 * ("Writing NixOS Modules") and by the behaviour of nixpkgs' {@code lib.evalModules}; messages are
 * worded as there, or as clusters word them, see {@link dev.kix.modulesystem.ProblemWording}.
 */
@org.jspecify.annotations.NullMarked
package dev.kix.modulesystem;
