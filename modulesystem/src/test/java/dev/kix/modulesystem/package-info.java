/** Tests of the module system: golden cases compared with nixpkgs' lib, laws, and messages. */
@org.jspecify.annotations.NullMarked
package dev.kix.modulesystem;
