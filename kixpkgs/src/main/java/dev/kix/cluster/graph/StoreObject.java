package dev.kix.cluster.graph;

import dev.kix.store.path.StorePath;
import java.util.SortedSet;

/**
 * A resource as an object of the store.
 *
 * @param path where it is
 * @param text its content: the manifest as YAML, one byte per char
 * @param references the store objects of the resources that it refers to
 */
public record StoreObject(StorePath path, String text, SortedSet<StorePath> references) {}
