package dev.kix.k8s.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All types of one Go package, such as {@code io.k8s.api.core.v1}, in all Kubernetes versions. Only
 * the table of contents is read when it is opened; a type is decoded when it is asked for.
 * Immutable.
 */
final class SchemaPackage {
  private static final int DEPRECATED = 1;
  private static final int FORMAT = 1 << 1;
  private static final int DEFAULT = 1 << 2;
  private static final int ENUM = 1 << 3;
  private static final int LIST_TYPE = 1 << 4;
  private static final int MAP_KEYS = 1 << 5;
  private static final int PATCH_STRATEGY = 1 << 6;
  private static final int PATCH_MERGE_KEY = 1 << 7;
  private static final int MAP_TYPE = 1 << 8;
  private static final int REQUIRED = 1 << 9;
  private static final int PROPERTIES = 1 << 10;
  private static final int ITEMS = 1 << 11;
  private static final int ADDITIONAL = 1 << 12;

  private final BinaryFile file;
  private final Map<String, int[]> variants;
  private final int bodies;

  private SchemaPackage(BinaryFile file) {
    this.file = file;
    BinaryFile.Cursor in = file.body();
    int count = in.number();
    this.variants = HashMap.newHashMap(count);
    for (int i = 0; i < count; i++) {
      String name = in.string();
      int[] pairs = new int[2 * in.number()];
      for (int j = 0; j < pairs.length; j++) {
        pairs[j] = in.number();
      }
      variants.put(name, pairs);
    }
    this.bodies = in.position();
  }

  /** The package of that name, or null when there is none. */
  static @Nullable SchemaPackage open(String name) {
    BinaryFile file = BinaryFile.open(name + ".bin", "KIXS");
    return file == null ? null : new SchemaPackage(file);
  }

  /**
   * A type as one Kubernetes version has it, or null when that version does not have it.
   *
   * @param name the last part of the type's name
   * @param versionBit the version's bit in the masks of the files
   * @param resolver what the references inside are looked up with
   */
  @Nullable Schema type(String name, int versionBit, TypeResolver resolver) {
    int[] pairs = variants.get(name);
    if (pairs == null) {
      return null;
    }
    for (int i = 0; i < pairs.length; i += 2) {
      if ((pairs[i] & versionBit) != 0) {
        return node(file.at(bodies + pairs[i + 1]), resolver);
      }
    }
    return null;
  }

  /** The names of the types one version has, in no order. */
  List<String> names(int versionBit) {
    List<String> names = new ArrayList<>();
    variants.forEach((name, pairs) -> {
      for (int i = 0; i < pairs.length; i += 2) {
        if ((pairs[i] & versionBit) != 0) {
          names.add(name);
        }
      }
    });
    return names;
  }

  private static Schema node(BinaryFile.Cursor in, TypeResolver resolver) {
    Schema.Builder b = new Schema.Builder(SchemaType.BY_CODE[in.oneByte()]);
    int flags = in.number();
    if (b.type == SchemaType.REF) {
      b.target = in.string();
      b.resolver = resolver;
    }
    b.deprecated = (flags & DEPRECATED) != 0;
    if ((flags & FORMAT) != 0) {
      b.format = in.string();
    }
    if ((flags & DEFAULT) != 0) {
      b.defaultValue = JsonTree.read(in.string());
    }
    if ((flags & ENUM) != 0) {
      b.enumValues = texts(in.strings());
    }
    if ((flags & LIST_TYPE) != 0) {
      b.listType = ListType.BY_CODE[in.oneByte()];
    }
    if ((flags & MAP_KEYS) != 0) {
      b.mapKeys = List.of(in.strings());
    }
    if ((flags & PATCH_STRATEGY) != 0) {
      b.patchStrategy = in.string();
    }
    if ((flags & PATCH_MERGE_KEY) != 0) {
      b.patchMergeKey = in.string();
    }
    if ((flags & MAP_TYPE) != 0) {
      b.atomicMap = in.string().equals("atomic");
    }
    if ((flags & REQUIRED) != 0) {
      b.required = List.of(in.strings());
    }
    if ((flags & PROPERTIES) != 0) {
      int count = in.number();
      Map<String, Schema> properties = LinkedHashMap.newLinkedHashMap(count);
      for (int i = 0; i < count; i++) {
        properties.put(in.string(), node(in, resolver));
      }
      b.properties = properties;
    }
    if ((flags & ITEMS) != 0) {
      b.items = node(in, resolver);
    }
    if ((flags & ADDITIONAL) != 0) {
      b.additional = node(in, resolver);
    }
    return b.build();
  }

  private static List<JsonNode> texts(String[] values) {
    List<JsonNode> out = new ArrayList<>(values.length);
    for (String value : values) {
      out.add(TextNode.valueOf(value));
    }
    return out;
  }
}
