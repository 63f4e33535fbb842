package dev.kix.store.derivation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kix.store.RealNix;
import dev.kix.store.backend.MemoryStore;
import dev.kix.store.hash.Hash;
import dev.kix.store.hash.HashAlgorithm;
import dev.kix.store.path.ContentAddress;
import dev.kix.store.path.ContentAddressMethod;
import dev.kix.store.path.StoreDir;
import dev.kix.store.path.StorePath;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A hundred derivations that use one another at random, computed here and by {@code
 * nix-instantiate}, which evaluates them without writing to a store.
 */
class RealNixDerivationsTest {
  private static final StoreDir DIR = StoreDir.NIX_STORE;
  private static final int COUNT = 100;
  private static final String CHARACTERS = "ab \"\\\n\r\t$'é{}";

  private final MemoryStore store = new MemoryStore(DIR);
  private final DerivationHasher hasher = new DerivationHasher(DIR, store);
  private final Random random = new Random(20_261_121);
  private final List<StorePath> paths = new ArrayList<>();

  @Test
  void theSamePaths(@TempDir Path temp) throws Exception {
    RealNix.assume("nix-instantiate");
    StringBuilder nix = new StringBuilder("let\n");
    for (int i = 0; i < COUNT; i++) {
      nix.append("  d").append(i).append(" = derivation ").append(derivation(i)).append(";\n");
    }
    nix.append("in builtins.concatStringsSep \"\\n\" (map (d: \"${builtins.");
    nix.append("unsafeDiscardStringContext d.drvPath}\") [");
    for (int i = 0; i < COUNT; i++) {
      nix.append(" d").append(i);
    }
    nix.append(" ])");
    Path file = temp.resolve("drvs.nix");
    Files.write(file, nix.toString().getBytes(StandardCharsets.ISO_8859_1));
    String shown =
        RealNix.line(
            "env",
            "NIX_REMOTE=dummy://",
            "nix-instantiate",
            "--eval",
            "--readonly-mode",
            file.toString());
    String[] theirs = shown.substring(1, shown.length() - 1).split("\\\\n");
    List<String> ours = new ArrayList<>();
    for (StorePath path : paths) {
      ours.add(DIR.print(path));
    }
    assertThat(ours).containsExactly(theirs);
  }

  /** Adds a derivation to the store, and gives the Nix expression of its arguments. */
  private String derivation(int number) {
    String name = "d-" + number;
    String builder = text();
    String system = "x86_64-linux";
    Derivation.Builder drv = Derivation.builder(name).system(system).builder("/" + builder);
    StringBuilder nix = new StringBuilder("{ name = \"" + name + "\"; system = \"" + system);
    nix.append("\"; builder = ").append(literal("/" + builder)).append(';');
    drv.env("name", name).env("system", system).env("builder", "/" + builder);
    nix.append(" args = [");
    for (int i = random.nextInt(3); i > 0; i--) {
      String arg = text();
      drv.arg(arg);
      nix.append(' ').append(literal(arg));
    }
    nix.append(" ];");
    for (int i = number == 0 ? 0 : random.nextInt(4); i > 0; i--) {
      int used = random.nextInt(number);
      StorePath path = paths.get(used);
      Derivation other = store.derivation(path);
      List<String> outputs = new ArrayList<>(other.outputs().keySet());
      String output = outputs.get(random.nextInt(outputs.size()));
      String value = other.env().get(output);
      drv.inputDerivation(path, output).env("use" + i, value);
      nix.append(" use" + i + " = \"${d" + used + "." + output + "}\";");
    }
    if (random.nextInt(4) == 0) {
      String content = text();
      StorePath source = store.addText("note", content, List.of());
      drv.inputSource(source).env("src", DIR.print(source));
      nix.append(" src = builtins.toFile \"note\" ").append(literal(content)).append(';');
    }
    if (random.nextInt(4) == 0) {
      fixed(drv, nix);
    } else {
      outputs(drv, nix);
    }
    paths.add(store.addDerivation(hasher.fillInOutputPaths(drv.build())));
    return nix.append(" }").toString();
  }

  private void fixed(Derivation.Builder drv, StringBuilder nix) {
    boolean recursive = random.nextBoolean();
    HashAlgorithm algorithm =
        List.of(HashAlgorithm.MD5, HashAlgorithm.SHA1, HashAlgorithm.SHA256, HashAlgorithm.SHA512)
            .get(random.nextInt(4));
    Hash hash = Hash.of(algorithm, text());
    String mode = recursive ? "recursive" : "flat";
    drv.env("outputHash", hash.base16()).env("outputHashMode", mode);
    drv.env("outputHashAlgo", algorithm.nixName());
    nix.append(" outputHash = \"").append(hash.base16()).append("\"; outputHashMode = \"");
    nix.append(mode).append("\"; outputHashAlgo = \"").append(algorithm.nixName()).append("\";");
    ContentAddressMethod method =
        recursive ? ContentAddressMethod.NIX_ARCHIVE : ContentAddressMethod.FLAT;
    drv.output("out", new DerivationOutput.CaFixed(new ContentAddress(method, hash)));
  }

  private void outputs(Derivation.Builder drv, StringBuilder nix) {
    List<String> names = List.of("out", "dev", "man").subList(0, 1 + random.nextInt(3));
    if (names.size() > 1) {
      drv.env("outputs", String.join(" ", names));
      nix.append(" outputs = [ \"").append(String.join("\" \"", names)).append("\" ];");
    }
    for (String name : names) {
      drv.output(name, DerivationOutput.DEFERRED).env(name, "");
    }
  }

  private String text() {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(12); i >= 0; i--) {
      text.append(CHARACTERS.charAt(random.nextInt(CHARACTERS.length())));
    }
    return text.toString();
  }

  private static String literal(String text) {
    return "\""
        + text.replace("\\", "\\\\")
            .replace("\"", "\\\"")
            .replace("$", "\\$")
            .replace("\n", "\\n")
            .replace("\r", "\\r")
            .replace("\t", "\\t")
        + "\"";
  }
}
