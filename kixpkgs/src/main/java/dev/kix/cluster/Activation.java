package dev.kix.cluster;

import dev.kix.cluster.graph.ResourceGraph;
import dev.kix.cluster.graph.StoreObject;
import dev.kix.k8s.ResourceId;
import dev.kix.store.file.FileTree;
import dev.kix.store.path.StorePath;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;

/**
 * A compiled cluster. Immutable. Equal source gives an equal activation, on any machine.
 *
 * @param cluster the cluster's name
 * @param kubernetesVersion the target version, such as {@code 1.34}
 * @param instances {@code NS/NAME} of every instance
 * @param namespaces every namespace that something lives in
 * @param graph the resources and what they refer to
 * @param waves the wave of each resource, from 0
 * @param objects the store object of each resource
 * @param root the store path of the whole: changes when, and only when, a manifest or an edge does
 * @param tree what stands at the root: manifests as YAML, and {@code kix/} with graph and waves
 * @param warnings what the compiler wants to be read
 */
public record Activation(
    String cluster,
    String kubernetesVersion,
    SortedSet<String> instances,
    SortedSet<String> namespaces,
    ResourceGraph graph,
    SortedMap<ResourceId, Integer> waves,
    SortedMap<ResourceId, StoreObject> objects,
    StorePath root,
    FileTree.Directory tree,
    List<ClusterMessage> warnings) {

  /** The root as people compare it: the 32 characters of the store path's hash. */
  public String rootHash() {
    return root.hashPart();
  }
}
