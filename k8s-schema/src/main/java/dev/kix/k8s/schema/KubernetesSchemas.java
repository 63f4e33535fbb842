package dev.kix.k8s.schema;

import dev.kix.k8s.GroupVersionKind;
import dev.kix.k8s.KubernetesVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The built-in APIs of every Kubernetes version in the jar. Opening reads a small index; types are
 * read package by package when first asked for. Safe for many threads, and meant to be opened once
 * and kept: what has been read stays in memory (at most about 2 MB a version).
 */
public final class KubernetesSchemas {
  private final Map<KubernetesVersion, Release> releases = new TreeMap<>();
  private final List<String> packageNames;
  private final List<Row> rows;
  private final Map<String, SchemaPackage> packages = new ConcurrentHashMap<>();

  private record Release(int bit, String source) {}

  private record Row(int mask, ResourceType type) {}

  private KubernetesSchemas(BinaryFile index) {
    BinaryFile.Cursor in = index.body();
    int count = in.number();
    for (int i = 0; i < count; i++) {
      KubernetesVersion version = new KubernetesVersion(in.number(), in.number());
      releases.put(version, new Release(1 << i, in.string()));
    }
    this.packageNames = List.of(in.strings());
    int resources = in.number();
    this.rows = new ArrayList<>(resources);
    for (int i = 0; i < resources; i++) {
      int mask = in.number();
      String group = in.string();
      String version = in.string();
      String kind = in.string();
      String plural = in.string();
      String singular = in.string();
      String typeName = in.string();
      List<String> shortNames = List.of(in.strings());
      List<String> categories = List.of(in.strings());
      int flags = in.oneByte();
      rows.add(
          new Row(
              mask,
              new ResourceType(
                  new GroupVersionKind(group, version, kind),
                  plural,
                  singular,
                  shortNames,
                  categories,
                  (flags & 1) != 0,
                  (flags & 2) != 0,
                  (flags & 4) != 0,
                  (flags & 8) != 0,
                  false,
                  typeName)));
    }
  }

  /** Opens the schemas in the jar. */
  public static KubernetesSchemas open() {
    BinaryFile index = BinaryFile.open("index.bin", "KIXI");
    if (index == null) {
      throw new IllegalStateException("the Kubernetes schemas are missing from this build of kix");
    }
    return new KubernetesSchemas(index);
  }

  /** Every version there is a schema for, oldest first. */
  public List<KubernetesVersion> versions() {
    return List.copyOf(releases.keySet());
  }

  public boolean has(KubernetesVersion version) {
    return releases.containsKey(version);
  }

  /** The newest version there is a schema for. */
  public KubernetesVersion newest() {
    List<KubernetesVersion> all = versions();
    return all.get(all.size() - 1);
  }

  /**
   * The patch release the documents of a version were taken from, such as {@code 1.34.4}.
   *
   * @throws IllegalArgumentException when there is no schema for the version
   */
  public String sourceOf(KubernetesVersion version) {
    return release(version).source();
  }

  /**
   * The APIs of one version, without any custom resource.
   *
   * @throws IllegalArgumentException when there is no schema for the version, in a sentence that
   *     says which there are
   */
  public ApiCatalog catalog(KubernetesVersion version) {
    int bit = release(version).bit();
    List<ResourceType> types = new ArrayList<>();
    for (Row row : rows) {
      if ((row.mask() & bit) != 0) {
        types.add(row.type());
      }
    }
    return new ApiCatalog(version, types, new Types(bit));
  }

  /** The full names of all types one version has, in no order; for tests. */
  List<String> typeNames(KubernetesVersion version) {
    int bit = release(version).bit();
    List<String> out = new ArrayList<>();
    for (String owner : packageNames) {
      SchemaPackage types = packageOf(owner);
      if (types != null) {
        types.names(bit).forEach(n -> out.add(owner + "." + n));
      }
    }
    return out;
  }

  /** One type by its full name; for tests. */
  Schema type(KubernetesVersion version, String name) {
    return new Types(release(version).bit()).type(name);
  }

  private Release release(KubernetesVersion version) {
    Release found = releases.get(version);
    if (found == null) {
      List<KubernetesVersion> all = versions();
      throw new IllegalArgumentException(
          "there is no schema for Kubernetes "
              + version
              + "; kix knows "
              + all.get(0)
              + " to "
              + all.get(all.size() - 1));
    }
    return found;
  }

  private @Nullable SchemaPackage packageOf(String name) {
    SchemaPackage known = packages.get(name);
    if (known == null) {
      known = SchemaPackage.open(name);
      if (known != null) {
        packages.put(name, known);
      }
    }
    return known;
  }

  /** The types of one version, each decoded once. */
  private final class Types implements TypeResolver {
    private final int bit;
    private final Map<String, Schema> known = new ConcurrentHashMap<>();

    Types(int bit) {
      this.bit = bit;
    }

    @Override
    public Schema type(String name) {
      Schema found = known.get(name);
      if (found == null) {
        int dot = name.lastIndexOf('.');
        SchemaPackage owner = packageOf(name.substring(0, dot));
        found = owner == null ? null : owner.type(name.substring(dot + 1), bit, this);
        if (found == null) {
          throw new IllegalStateException("the schema files have no type " + name);
        }
        known.put(name, found);
      }
      return found;
    }
  }
}
