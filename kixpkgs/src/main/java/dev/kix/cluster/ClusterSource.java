package dev.kix.cluster;

import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import java.util.List;

/**
 * A cluster as it was found, before anything of it is compiled. Text holds one char per byte.
 *
 * @param name the attribute it was found under
 * @param folder the absolute folder that file names in messages are relative to
 * @param modules its modules
 * @param specialArgs further arguments for them
 */
public record ClusterSource(String name, String folder, List<Lazy> modules, NixAttrs specialArgs) {}
