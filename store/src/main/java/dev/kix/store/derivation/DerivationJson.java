package dev.kix.store.derivation;

import dev.kix.store.hash.HashAlgorithm;
import dev.kix.store.path.ContentAddressMethod;
import dev.kix.store.path.StorePath;
import java.util.Collection;
import java.util.Map;
import java.util.SortedMap;

/**
 * Prints derivations as {@code nix derivation show} of Nix 2.35 does: JSON on one line, members
 * sorted, store paths without their folder (Nix manual, <i>Derivation JSON Format</i>, version 4).
 *
 * <p>The result is a Nix string: text that was UTF-8 in the derivation is UTF-8 in the JSON.
 */
public final class DerivationJson {
  /** The version of the format. */
  public static final int VERSION = 4;

  private final StringBuilder out = new StringBuilder();

  private DerivationJson() {}

  /**
   * One derivation.
   *
   * @throws DerivationException when its structured attributes are no JSON
   */
  public static String print(Derivation drv) {
    DerivationJson json = new DerivationJson();
    json.derivation(drv);
    return json.out.toString();
  }

  /** Several by the path of their {@code .drv} files, as the command prints them. */
  public static String print(SortedMap<StorePath, Derivation> drvs) {
    DerivationJson json = new DerivationJson();
    json.out.append("{\"derivations\":{");
    boolean first = true;
    for (Map.Entry<StorePath, Derivation> entry : drvs.entrySet()) {
      first = json.separate(first);
      json.key(entry.getKey().baseName());
      json.derivation(entry.getValue());
    }
    return json.out.append("},\"version\":").append(VERSION).append('}').toString();
  }

  private void derivation(Derivation drv) {
    out.append("{\"args\":");
    strings(drv.args());
    out.append(",\"builder\":");
    string(drv.builder());
    out.append(",\"env\":");
    env(drv);
    out.append(",\"inputs\":{\"drvs\":{");
    boolean first = true;
    for (Map.Entry<StorePath, WantedOutputs> entry : drv.inputDerivations().entrySet()) {
      first = separate(first);
      key(entry.getKey().baseName());
      wanted(entry.getValue());
    }
    out.append("},\"srcs\":[");
    first = true;
    for (StorePath source : drv.inputSources()) {
      first = separate(first);
      string(source.baseName());
    }
    out.append("]},\"name\":");
    string(drv.name());
    out.append(",\"outputs\":{");
    first = true;
    for (Map.Entry<String, DerivationOutput> entry : drv.outputs().entrySet()) {
      first = separate(first);
      key(entry.getKey());
      output(entry.getValue());
    }
    out.append('}');
    structuredAttributes(drv);
    out.append(",\"system\":");
    string(drv.system());
    out.append(",\"version\":").append(VERSION).append('}');
  }

  private void env(Derivation drv) {
    out.append('{');
    boolean first = true;
    for (Map.Entry<String, String> entry : drv.env().entrySet()) {
      if (!entry.getKey().equals(Derivation.STRUCTURED_ATTRIBUTES)) {
        first = separate(first);
        key(entry.getKey());
        string(entry.getValue());
      }
    }
    out.append('}');
  }

  private void structuredAttributes(Derivation drv) {
    String json = drv.env().get(Derivation.STRUCTURED_ATTRIBUTES);
    if (json == null) {
      return;
    }
    if (!JsonSyntax.isValue(json)) {
      throw new DerivationException(
          "cannot process "
              + Derivation.STRUCTURED_ATTRIBUTES
              + " attribute of derivation '"
              + drv.name()
              + "': it is not JSON");
    }
    out.append(",\"structuredAttrs\":").append(json);
  }

  private void wanted(WantedOutputs wanted) {
    out.append("{\"dynamicOutputs\":{");
    boolean first = true;
    for (Map.Entry<String, WantedOutputs> entry : wanted.dynamic().entrySet()) {
      first = separate(first);
      key(entry.getKey());
      wanted(entry.getValue());
    }
    out.append("},\"outputs\":");
    strings(wanted.outputs());
    out.append('}');
  }

  private void output(DerivationOutput output) {
    if (output instanceof DerivationOutput.InputAddressed input) {
      out.append("{\"path\":");
      string(input.path().baseName());
      out.append('}');
    } else if (output instanceof DerivationOutput.CaFixed fixed) {
      out.append("{\"hash\":");
      string(fixed.address().hash().sri());
      out.append(",\"method\":");
      string(fixed.address().method().nixName());
      out.append('}');
    } else if (output instanceof DerivationOutput.CaFloating floating) {
      out.append('{');
      floating(floating.method(), floating.algorithm(), "");
    } else if (output instanceof DerivationOutput.Impure impure) {
      out.append('{');
      floating(impure.method(), impure.algorithm(), "\"impure\":true,");
    } else {
      out.append("{}");
    }
  }

  private void floating(ContentAddressMethod method, HashAlgorithm algorithm, String impure) {
    out.append("\"hashAlgo\":");
    string(algorithm.nixName());
    out.append(',').append(impure).append("\"method\":");
    string(method.nixName());
    out.append('}');
  }

  private boolean separate(boolean first) {
    if (!first) {
      out.append(',');
    }
    return false;
  }

  private void key(String text) {
    string(text);
    out.append(':');
  }

  private void strings(Collection<String> texts) {
    out.append('[');
    boolean first = true;
    for (String text : texts) {
      first = separate(first);
      string(text);
    }
    out.append(']');
  }

  private void string(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\b' -> out.append("\\b");
        case '\f' -> out.append("\\f");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (c < 0x20) {
            out.append("\\u00").append(Character.forDigit(c >> 4, 16));
            out.append(Character.forDigit(c & 15, 16));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }
}
