package dev.kix.cli.action.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.kix.cli.console.CliException;
import dev.kix.cli.nix.NixSettings;
import dev.kix.interpreter.eval.JsonPrinter;
import dev.kix.interpreter.value.Bytes;
import dev.kix.store.derivation.Derivation;
import dev.kix.store.derivation.DerivationJson;
import dev.kix.store.derivation.DerivationOutput;
import dev.kix.store.derivation.WantedOutputs;
import dev.kix.store.hash.Hash;
import dev.kix.store.hash.HashAlgorithm;
import dev.kix.store.path.ContentAddress;
import dev.kix.store.path.ContentAddressMethod;
import dev.kix.store.path.StoreDir;
import dev.kix.store.path.StorePath;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Reads derivations from JSON: version 4 of the format, or what versions of Nix before 2.32 print,
 * which has no version; one derivation, or one in what {@code derivation show} prints. Errors are
 * in the words of Nix. Rule: {@code derivation/json.cc}; Nix manual, <i>Derivation JSON Format</i>.
 */
final class DerivationReader {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final NixSettings settings;
  private final StoreDir dir;

  DerivationReader(NixSettings settings) {
    this.settings = settings;
    this.dir = settings.storeDir();
  }

  /**
   * Reads one.
   *
   * @param text JSON; ordinary text
   * @throws CliException when it is something else
   */
  Derivation read(String text) {
    JsonNode json;
    try {
      json = JSON.readTree(text);
    } catch (JsonProcessingException e) {
      // Jackson goes on about where it began.
      String why = String.valueOf(e.getOriginalMessage()).replaceFirst(" \\((start|for) .*", "");
      throw new CliException(
          "standard input is no JSON: "
              + why
              + " (line "
              + e.getLocation().getLineNr()
              + ", column "
              + e.getLocation().getColumnNr()
              + ")");
    }
    object(json);
    if (json.path("derivations").isObject()) {
      JsonNode all = json.path("derivations");
      return versioned(only(all).getValue());
    }
    if (json.has("version")) {
      return versioned(json);
    }
    if (json.has("outputs")) {
      return unversioned(json, text(json, "name"));
    }
    Map.Entry<String, JsonNode> shown = only(json);
    StorePath path = dir.parse(Bytes.encode(shown.getKey()));
    if (!path.isDerivation()) {
      throw new CliException("'" + shown.getKey() + "' is no derivation");
    }
    String file = path.name();
    return unversioned(
        shown.getValue(),
        Bytes.decode(file.substring(0, file.length() - StorePath.DERIVATION_SUFFIX.length())));
  }

  private static Map.Entry<String, JsonNode> only(JsonNode all) {
    if (all.size() != 1) {
      throw new CliException(
          "standard input has " + all.size() + " derivations",
          "Give one: jq '.derivations[\"…\"]' takes one out of them.");
    }
    return all.properties().iterator().next();
  }

  // ---- the current form ----

  private Derivation versioned(JsonNode json) {
    JsonNode version = value(json, "version");
    if (!version.isIntegralNumber() || version.intValue() != DerivationJson.VERSION) {
      throw new CliException(
          "Unsupported derivation JSON format version "
              + version
              + ", only format version "
              + DerivationJson.VERSION
              + " is currently supported.");
    }
    Derivation.Builder drv = Derivation.builder(Bytes.encode(text(json, "name")));
    entries(value(json, "outputs")).forEach((name, output) -> drv.output(name, output(output)));
    JsonNode inputs = value(json, "inputs");
    for (JsonNode source : array(value(inputs, "srcs"))) {
      drv.inputSource(StorePath.parse(bytes(source)));
    }
    entries(value(inputs, "drvs"))
        .forEach((path, wanted) -> drv.inputDerivation(StorePath.parse(path), wanted(wanted)));
    common(json, drv);
    JsonNode structured = json.get("structuredAttrs");
    if (structured != null) {
      drv.env(Derivation.STRUCTURED_ATTRIBUTES, JsonPrinter.print(object(structured)));
    }
    return drv.build();
  }

  private DerivationOutput output(JsonNode json) {
    SortedSet<String> keys = new TreeSet<>(entries(json).keySet());
    if (keys.isEmpty()) {
      return DerivationOutput.DEFERRED;
    }
    if (keys.equals(Collections.singleton("path"))) {
      return new DerivationOutput.InputAddressed(StorePath.parse(bytes(json.path("path"))));
    }
    if (keys.equals(new TreeSet<>(List.of("hash", "method")))) {
      return new DerivationOutput.CaFixed(
          new ContentAddress(method(json), Hash.parseAny(bytes(json.path("hash")), null)));
    }
    if (keys.equals(new TreeSet<>(List.of("hashAlgo", "method")))) {
      settings.require("ca-derivations");
      return new DerivationOutput.CaFloating(method(json), algorithm(json));
    }
    if (keys.equals(new TreeSet<>(List.of("hashAlgo", "impure", "method")))) {
      settings.require("impure-derivations");
      return new DerivationOutput.Impure(method(json), algorithm(json));
    }
    throw new CliException("invalid JSON for derivation output");
  }

  private ContentAddressMethod method(JsonNode json) {
    String name = text(json, "method");
    ContentAddressMethod method = ContentAddressMethod.find(Bytes.encode(name));
    if (method == null) {
      throw new CliException("unknown content address method '" + name + "'");
    }
    if (method == ContentAddressMethod.TEXT) {
      settings.require("dynamic-derivations");
    }
    if (method == ContentAddressMethod.GIT) {
      settings.require("git-hashing");
    }
    return method;
  }

  private HashAlgorithm algorithm(JsonNode json) {
    return HashNames.algorithm(text(json, "hashAlgo"), settings, HashAlgorithm.SHA256);
  }

  private WantedOutputs wanted(JsonNode json) {
    SortedMap<String, WantedOutputs> dynamic = new TreeMap<>();
    entries(value(json, "dynamicOutputs"))
        .forEach((name, inner) -> {
          settings.require("dynamic-derivations");
          dynamic.put(name, wanted(inner));
        });
    return WantedOutputs.of(strings(value(json, "outputs")), dynamic);
  }

  // ---- the form without a version ----

  private Derivation unversioned(JsonNode json, String name) {
    Derivation.Builder drv = Derivation.builder(Bytes.encode(name));
    entries(value(json, "outputs"))
        .forEach((output, value) -> drv.output(output, oldOutput(value)));
    for (JsonNode source : array(value(json, "inputSrcs"))) {
      drv.inputSource(dir.parse(bytes(source)));
    }
    entries(value(json, "inputDrvs"))
        .forEach((path, wanted) ->
            drv.inputDerivation(
                dir.parse(path),
                wanted.isArray()
                    ? WantedOutputs.of(strings(wanted), new TreeMap<>())
                    : wanted(wanted)));
    common(json, drv);
    return drv.build();
  }

  private DerivationOutput oldOutput(JsonNode json) {
    object(json);
    @Nullable JsonNode path = json.get("path");
    if (!json.has("hashAlgo")) {
      return path == null
          ? DerivationOutput.DEFERRED
          : new DerivationOutput.InputAddressed(dir.parse(bytes(path)));
    }
    String name = text(json, "hashAlgo");
    ContentAddressMethod method =
        json.has("method") ? method(json) : ContentAddressMethod.ofPrefixed(Bytes.encode(name));
    HashAlgorithm algorithm =
        HashNames.algorithm(
            name.startsWith(method.prefix()) ? name.substring(method.prefix().length()) : name,
            settings,
            HashAlgorithm.SHA256);
    if (json.has("hash")) {
      return new DerivationOutput.CaFixed(
          new ContentAddress(method, Hash.parseAny(bytes(json.path("hash")), algorithm)));
    }
    if (json.has("impure")) {
      settings.require("impure-derivations");
      return new DerivationOutput.Impure(method, algorithm);
    }
    settings.require("ca-derivations");
    return new DerivationOutput.CaFloating(method, algorithm);
  }

  // ---- what both have ----

  private static void common(JsonNode json, Derivation.Builder drv) {
    drv.system(Bytes.encode(text(json, "system")));
    drv.builder(Bytes.encode(text(json, "builder")));
    for (JsonNode arg : array(value(json, "args"))) {
      drv.arg(bytes(arg));
    }
    entries(value(json, "env")).forEach((name, value) -> drv.env(name, bytes(value)));
  }

  private static JsonNode value(JsonNode json, String key) {
    JsonNode value = object(json).get(key);
    if (value == null) {
      throw new CliException(
          "Expected JSON object to contain key '" + key + "' but it doesn't: " + shown(json));
    }
    return value;
  }

  private static String text(JsonNode json, String key) {
    return Bytes.decode(bytes(value(json, key)));
  }

  private static String bytes(JsonNode json) {
    if (!json.isTextual()) {
      throw wrongType(json, "string");
    }
    return Bytes.encode(json.textValue());
  }

  private static JsonNode object(JsonNode json) {
    if (!json.isObject()) {
      throw wrongType(json, "object");
    }
    return json;
  }

  private static JsonNode array(JsonNode json) {
    if (!json.isArray()) {
      throw wrongType(json, "array");
    }
    return json;
  }

  /** The members, sorted; names are bytes. */
  private static SortedMap<String, JsonNode> entries(JsonNode json) {
    SortedMap<String, JsonNode> entries = new TreeMap<>();
    object(json).properties().forEach(e -> entries.put(Bytes.encode(e.getKey()), e.getValue()));
    return entries;
  }

  private static SortedSet<String> strings(JsonNode json) {
    List<String> strings = new ArrayList<>();
    array(json).forEach(element -> strings.add(bytes(element)));
    return new TreeSet<>(strings);
  }

  private static CliException wrongType(JsonNode json, String expected) {
    String found =
        json.isObject()
            ? "object"
            : json.isArray()
                ? "array"
                : json.isTextual()
                    ? "string"
                    : json.isBoolean() ? "boolean" : json.isNull() ? "null" : "number";
    return new CliException(
        "Expected JSON value to be of type '"
            + expected
            + "' but it is of type '"
            + found
            + "': "
            + shown(json));
  }

  /** As Nix shows it, but not without end. */
  private static String shown(JsonNode json) {
    String text = Bytes.decode(JsonPrinter.print(json));
    return text.length() > 1000 ? text.substring(0, 1000) + "…" : text;
  }
}
