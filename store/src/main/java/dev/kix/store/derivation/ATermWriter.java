package dev.kix.store.derivation;

import dev.kix.store.hash.Hash;
import dev.kix.store.path.StoreDir;
import dev.kix.store.path.StorePath;
import java.util.List;
import java.util.Map;
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
  Hash hashModulo(Derivation drv, SortedTable<String, WantedOutputs> inputs, boolean masked) {
    return hash(drv, inputs, masked);
  }

  private Hash hash(
      Derivation drv, @Nullable SortedTable<String, WantedOutputs> inputs, boolean masked) {
    ByteText text = write(drv, inputs, masked);
    return dir.texts().sha256(text.bytes(), text.length());
  }

  private ByteText write(
      Derivation drv, @Nullable SortedTable<String, WantedOutputs> inputs, boolean masked) {
    ATermBody body = drv.body();
    if (body == null) {
      body = body(drv);
      drv.body(body);
    }
    out.clear();
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
    body.write(out, masked ? null : drv.rawEnv());
    return out;
  }

  /** All from the sources on, without the values of the variables that are named after outputs. */
  private ATermBody body(Derivation drv) {
    out.clear();
    out.append(',');
    sources(drv.rawInputSources());
    out.append(',');
    // Nix does not escape the system.
    raw(drv.system());
    out.append(',');
    out.string(drv.builder());
    out.append(",[");
    List<String> args = drv.args();
    for (int i = 0; i < args.size(); i++) {
      separate(i);
      out.string(args.get(i));
    }
    out.append("],[");
    SortedTable<String, String> env = drv.rawEnv();
    SortedTable<String, DerivationOutput> outputs = drv.rawOutputs();
    int[] holes = new int[outputs.size()];
    int[] variables = new int[outputs.size()];
    int found = 0;
    for (int i = 0; i < env.size(); i++) {
      separate(i);
      out.append('(');
      String name = env.key(i);
      out.string(name);
      out.append(',');
      // Both are sorted.
      if (found < holes.length && outputs.indexOf(name) >= 0) {
        variables[found] = i;
        holes[found++] = out.length();
      } else {
        out.string(env.value(i));
      }
      out.append(')');
    }
    out.append("])");
    return new ATermBody(out.toByteArray(), holes, variables, found);
  }

  private void outputs(Derivation drv, boolean masked) {
    out.append('[');
    SortedTable<String, DerivationOutput> outputs = drv.rawOutputs();
    for (int i = 0; i < outputs.size(); i++) {
      separate(i);
      out.append('(');
      raw(outputs.key(i));
      if (masked) {
        out.append(",\"\",\"\",\"\"");
      } else {
        output(drv.name(), outputs.key(i), outputs.value(i));
      }
      out.append(')');
    }
    out.append(']');
  }

  private void output(String drvName, String name, DerivationOutput output) {
    out.append(',');
    StorePath known = output.path(dir, drvName, name);
    if (known == null) {
      raw("");
    } else {
      path(known);
    }
    if (output instanceof DerivationOutput.InputAddressed) {
      out.append(",\"\",\"\"");
      return;
    }
    String algorithm = "";
    String hash = "";
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
    raw(algorithm);
    out.append(',');
    raw(hash);
  }

  private void inputDerivations(SortedTable<StorePath, WantedOutputs> inputs) {
    out.append('[');
    for (int i = 0; i < inputs.size(); i++) {
      separate(i);
      out.append('(');
      path(inputs.key(i));
      wanted(inputs.value(i));
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
      if (!first) {
        out.append(',');
      }
      first = false;
      out.append('(');
      raw(entry.getKey());
      wanted(entry.getValue());
      out.append(')');
    }
    out.append("])");
  }

  private void inputHashes(SortedTable<String, WantedOutputs> inputs) {
    out.append('[');
    for (int i = 0; i < inputs.size(); i++) {
      separate(i);
      out.append('(');
      raw(inputs.key(i));
      out.append(',');
      raws(inputs.value(i).rawOutputs());
      out.append(')');
    }
    out.append(']');
  }

  private void sources(Iterable<StorePath> sources) {
    out.append('[');
    int i = 0;
    for (StorePath source : sources) {
      separate(i++);
      path(source);
    }
    out.append(']');
  }

  /** Puts a comma before what is not the first. */
  private void separate(int i) {
    if (i > 0) {
      out.append(',');
    }
  }

  private void path(StorePath path) {
    out.append('"');
    out.append(dir.path());
    out.append('/');
    out.append(path.baseName());
    out.append('"');
  }

  private void raws(String[] texts) {
    out.append('[');
    for (int i = 0; i < texts.length; i++) {
      separate(i);
      raw(texts[i]);
    }
    out.append(']');
  }

  /** Text that Nix writes without escapes. */
  private void raw(String text) {
    out.append('"');
    out.append(text);
    out.append('"');
  }
}
