package dev.kix.cluster.docs;

import dev.kix.cluster.explain.Place;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The options of one thing. Ordinary Java text.
 *
 * @param name the package's or the cluster's name
 * @param isPackage whether it is a package
 * @param description what it is, or empty
 * @param version its version, or null
 * @param homepage where more is to be read, or null
 * @param arguments the dependencies that a package asks for; optional ones end in {@code ?}
 * @param place where it is written, or null
 * @param options its options in the order of their names
 */
public record OptionSet(
    String name,
    boolean isPackage,
    String description,
    @Nullable String version,
    @Nullable String homepage,
    List<String> arguments,
    @Nullable Place place,
    List<OptionDoc> options) {}
