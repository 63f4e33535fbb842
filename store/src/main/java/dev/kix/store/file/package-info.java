/**
 * File trees as Nix sees them: regular files with an executable bit, symbolic links and folders, on
 * disk or in memory, with names that are bytes.
 *
 * <p>Rules: Nix manual, <i>File System Object</i>.
 */
@NullMarked
package dev.kix.store.file;

import org.jspecify.annotations.NullMarked;
