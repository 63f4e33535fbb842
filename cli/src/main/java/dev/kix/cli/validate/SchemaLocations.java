package dev.kix.cli.validate;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kix.cli.console.CliException;
import dev.kix.cli.console.ErrorReporter;
import dev.kix.k8s.GroupVersionKind;
import dev.kix.k8s.schema.Schema;
import dev.kix.k8s.schema.SchemaLookup;
import dev.kix.k8s.schema.StandaloneSchema;
import dev.kix.store.file.AtomicFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Schemas by kubeconform's templates: files, or URLs when the user allows them. A template without
 * {@code .json} at its end is a folder in the layout of kubernetes-json-schema. Read each time they
 * are asked for; used by many threads.
 */
final class SchemaLocations implements SchemaLookup {
  private static final String LAYOUT =
      "/{{.NormalizedKubernetesVersion}}-standalone{{.StrictSuffix}}"
          + "/{{.ResourceKind}}{{.KindSuffix}}.json";
  private static final Pattern VARIABLE = Pattern.compile("\\{\\{-?\\s*\\.?(\\w*)\\s*-?\\}\\}");
  private static final List<String> VARIABLES =
      List.of(
          "NormalizedKubernetesVersion",
          "StrictSuffix",
          "ResourceKind",
          "ResourceAPIVersion",
          "Group",
          "KindSuffix");
  private final List<String> templates;
  private final Path folder;
  private final String version;
  private final boolean strict;
  private final @Nullable Path cache;

  /**
   * @param templates in the order in which they are tried
   * @param folder where relative paths start
   * @param version the Kubernetes version as the user gave it
   * @param network whether URLs may be fetched
   * @param cache the folder in which what was fetched is kept, for ever; or null
   * @throws CliException when a template makes no sense, or needs the network without permission
   */
  SchemaLocations(
      List<String> templates,
      Path folder,
      String version,
      boolean strict,
      boolean network,
      @Nullable Path cache) {
    for (String template : templates) {
      check(template, network);
    }
    this.templates = List.copyOf(templates);
    this.folder = folder;
    this.version = version;
    this.strict = strict;
    this.cache = cache;
  }

  private static boolean isUrl(String location) {
    return location.startsWith("http://") || location.startsWith("https://");
  }

  private static void check(String template, boolean network) {
    if (isUrl(template) && !network) {
      throw new CliException(
          "the schema location '" + template + "' is on the network",
          "Allow it with --allow-network; kix fetches nothing by itself.");
    }
    Matcher m = VARIABLE.matcher(template);
    while (m.find()) {
      if (!VARIABLES.contains(m.group(1))) {
        throw new CliException(
            "the schema location '" + template + "' uses '" + m.group() + "'",
            "Known are ." + String.join(", .", VARIABLES) + ".");
      }
    }
  }

  /**
   * {@inheritDoc}
   *
   * @throws CliException when what is there cannot be read
   */
  @Override
  public @Nullable Schema find(GroupVersionKind gvk) {
    for (String template : templates) {
      String place = fill(template, gvk);
      try {
        JsonNode schema = isUrl(place) ? url(place) : file(place);
        if (schema != null) {
          return StandaloneSchema.read(schema);
        }
      } catch (JacksonException e) {
        throw new CliException("the schema '" + place + "' is not JSON");
      } catch (IOException e) {
        throw new CliException("cannot read the schema " + ErrorReporter.describe(e));
      }
    }
    return null;
  }

  private @Nullable JsonNode file(String place) throws IOException {
    Path path = folder.resolve(place.startsWith("file://") ? place.substring(7) : place);
    return Files.isRegularFile(path) ? new ObjectMapper().readTree(path.toFile()) : null;
  }

  /** The answer of a server, or what it answered before, if that is kept. */
  private @Nullable JsonNode url(String place) throws IOException {
    Path kept = cache == null ? null : cache.resolve(hash(place) + ".json");
    if (kept != null && Files.isRegularFile(kept)) {
      return new ObjectMapper().readTree(kept.toFile());
    }
    try (InputStream in = ServerAccess.PLAIN.get(ServerAccess.uri(place))) {
      if (in == null) {
        return null;
      }
      byte[] body = in.readAllBytes();
      JsonNode schema = new ObjectMapper().readTree(body); // what is none is not kept
      if (cache != null && kept != null) {
        Files.createDirectories(cache);
        AtomicFile.write(kept, body);
      }
      return schema;
    }
  }

  private static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The place of a kind's schema, as kubeconform forms it (pkg/registry, schemaPath). */
  String fill(String location, GroupVersionKind gvk) {
    String template = location.endsWith("json") ? location : location + LAYOUT;
    String group = gvk.group();
    int dot = group.indexOf('.');
    String family = (dot < 0 ? group : group.substring(0, dot)).toLowerCase(Locale.ROOT);
    String suffix =
        group.isEmpty()
            ? "-" + gvk.version().toLowerCase(Locale.ROOT)
            : "-" + family + "-" + gvk.version().toLowerCase(Locale.ROOT);
    StringBuilder out = new StringBuilder();
    Matcher m = VARIABLE.matcher(template);
    while (m.find()) {
      String value =
          switch (m.group(1)) {
            case "NormalizedKubernetesVersion" -> normalized(version);
            case "StrictSuffix" -> strict ? "-strict" : "";
            case "ResourceKind" -> gvk.kind().toLowerCase(Locale.ROOT);
            case "ResourceAPIVersion" -> gvk.version();
            // Of v1 kubeconform takes the version for the group.
            case "Group" -> group.isEmpty() ? gvk.version() : group;
            default -> suffix;
          };
      m.appendReplacement(out, Matcher.quoteReplacement(value));
    }
    return m.appendTail(out).toString();
  }

  private static String normalized(String version) {
    return version.equals("master") || version.startsWith("v") ? version : "v" + version;
  }
}
