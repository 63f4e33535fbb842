package dev.kix.store.derivation;

import dev.kix.store.hash.Hash;
import dev.kix.store.path.StoreDir;
import dev.kix.store.path.StorePath;
import java.util.Collection;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * Prints derivations as ATerms, whole or in the form that is hashed. For one thread; each text
 * takes the place of the one before, so that many need no more memory than the longest.
 */
final class ATermWriter {
  private final StoreDir dir;
  private final ByteText out;

  ATermWriter(StoreDir dir) {
    this.dir = dir;
    this.out = new ByteText(INITIAL);
  }

  /** Bytes: room for most derivations. */
  private static final int INITIAL = 2048;

  /** The text of the {@code .drv} file. */
  static String print(Derivation drv, StoreDir dir) {
    return new ATermWriter(dir).write(drv, null, false).toString();
  }

  /** The bytes of the {@code .drv} file. */
  byte[] bytes(Derivation drv) {
    return write(drv, null, false).toByteArray();
  }

  /** The hash of the text of the {@code .drv} file. */
  static Hash hash(Derivation drv, StoreDir dir) {
    return new ATermWriter(dir).hash(drv, null, false);
  }

  /**
   * The hash of the text that identifies the derivation: input derivations are named by their hash,
   * and with {@code masked} its own output paths are left out.
   *
   * @param inputs outputs used by the base 16 hash modulo of the derivation
   */
  Hash hashModulo(Derivation drv, SortedMap<String, SortedSet<String>> inputs, boolean masked) {
    return hash(drv, inputs, masked);
  }

  private Hash hash(
      Derivation drv, @Nullable SortedMap<String, SortedSet<String>> inputs, boolean masked) {
    ByteText text = write(drv, inputs, masked);
    return dir.texts().sha256(text.bytes(), text.length());
  }

  private ByteText write(
      Derivation drv, @Nullable SortedMap<String, SortedSet<String>> inputs, boolean masked) {
    out.clear();
    derivation(drv, inputs, masked);
    return out;
  }

  private void derivation(
      Derivation drv, @Nullable SortedMap<String, SortedSet<String>> inputs, boolean masked) {
    if (inputs == null && drv.hasDynamicInputs()) {
      out.append("DrvWithVersion(\"xp-dyn-drv\",");
    } else {
      out.append("Derive(");
    }
    outputs(drv, masked);
    out.append(',');
    if (inputs == null) {
      inputDerivations(drv.rawInputDerivations());
    } else {
      inputHashes(inputs);
    }
    out.append(',');
    sources(drv.rawInputSources());
    out.append(',');
    // Nix does not escape the system.
    raw(drv.system());
    out.append(',');
    string(drv.builder());
    out.append(",[");
    boolean first = true;
    for (String arg : drv.args()) {
      first = separate(first);
      string(arg);
    }
    out.append("],");
    env(drv, masked);
    out.append(')');
  }

  private void outputs(Derivation drv, boolean masked) {
    out.append('[');
    boolean first = true;
    for (Map.Entry<String, DerivationOutput> entry : drv.rawOutputs().entrySet()) {
      first = separate(first);
      out.append('(');
      raw(entry.getKey());
      output(drv.name(), entry.getKey(), masked ? DerivationOutput.DEFERRED : entry.getValue());
      out.append(')');
    }
    out.append(']');
  }

  private void output(String drvName, String name, DerivationOutput output) {
    String path = "";
    String algorithm = "";
    String hash = "";
    StorePath known = output.path(dir, drvName, name);
    if (known != null) {
      path = dir.print(known);
    }
    if (output instanceof DerivationOutput.CaFixed fixed) {
      algorithm = fixed.address().methodAndAlgorithm();
      hash = fixed.address().hash().base16();
    } else if (output instanceof DerivationOutput.CaFloating floating) {
      algorithm = floating.method().prefix() + floating.algorithm().nixName();
    } else if (output instanceof DerivationOutput.Impure impure) {
      algorithm = impure.method().prefix() + impure.algorithm().nixName();
      hash = "impure";
    }
    out.append(',');
    raw(path);
    out.append(',');
    raw(algorithm);
    out.append(',');
    raw(hash);
  }

  private void inputDerivations(SortedMap<StorePath, WantedOutputs> inputs) {
    out.append('[');
    boolean first = true;
    for (Map.Entry<StorePath, WantedOutputs> entry : inputs.entrySet()) {
      first = separate(first);
      out.append('(');
      path(entry.getKey());
      wanted(entry.getValue());
      out.append(')');
    }
    out.append(']');
  }

  private void wanted(WantedOutputs wanted) {
    out.append(',');
    if (!wanted.isDynamic()) {
      raws(wanted.rawOutputs());
      return;
    }
    out.append('(');
    raws(wanted.rawOutputs());
    out.append(",[");
    boolean first = true;
    for (Map.Entry<String, WantedOutputs> entry : wanted.dynamic().entrySet()) {
      first = separate(first);
      out.append('(');
      raw(entry.getKey());
      wanted(entry.getValue());
      out.append(')');
    }
    out.append("])");
  }

  private void inputHashes(SortedMap<String, SortedSet<String>> inputs) {
    out.append('[');
    boolean first = true;
    for (Map.Entry<String, SortedSet<String>> entry : inputs.entrySet()) {
      first = separate(first);
      out.append('(');
      raw(entry.getKey());
      out.append(',');
      raws(entry.getValue());
      out.append(')');
    }
    out.append(']');
  }

  private void sources(SortedSet<StorePath> sources) {
    out.append('[');
    boolean first = true;
    for (StorePath source : sources) {
      first = separate(first);
      path(source);
    }
    out.append(']');
  }

  private void env(Derivation drv, boolean masked) {
    out.append('[');
    boolean first = true;
    for (Map.Entry<String, String> entry : drv.rawEnv().entrySet()) {
      first = separate(first);
      out.append('(');
      string(entry.getKey());
      out.append(',');
      string(masked && drv.rawOutputs().containsKey(entry.getKey()) ? "" : entry.getValue());
      out.append(')');
    }
    out.append(']');
  }

  private boolean separate(boolean first) {
    if (!first) {
      out.append(',');
    }
    return false;
  }

  private void path(StorePath path) {
    out.append('"');
    out.append(dir.path());
    out.append('/');
    out.append(path.baseName());
    out.append('"');
  }

  private void raws(Collection<String> texts) {
    out.append('[');
    boolean first = true;
    for (String text : texts) {
      first = separate(first);
      raw(text);
    }
    out.append(']');
  }

  /** Text that Nix writes without escapes. */
  private void raw(String text) {
    out.append('"');
    out.append(text);
    out.append('"');
  }

  private void string(String text) {
    out.append('"');
    int start = out.length();
    out.append(text);
    out.escape(start);
    out.append('"');
  }
}
