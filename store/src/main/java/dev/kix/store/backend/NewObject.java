package dev.kix.store.backend;

import dev.kix.store.file.FileTree;
import dev.kix.store.info.PathInfo;

/** An object to be written to a store: what it claims to be, and where its files come from. */
record NewObject(PathInfo info, FileTree tree) {}
