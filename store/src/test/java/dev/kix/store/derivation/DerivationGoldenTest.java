package dev.kix.store.derivation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kix.store.path.StoreDir;
import dev.kix.store.path.StorePath;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Real {@code .drv} files: {@code drvs.nix} beside them, instantiated by Nix 2.8 with {@code
 * --extra-experimental-features 'ca-derivations impure-derivations'}. Each file's name is the store
 * path that its bytes must give.
 */
class DerivationGoldenTest {
  private static final StoreDir DIR = StoreDir.NIX_STORE;

  static List<String> files() throws IOException {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder(), "*.drv")) {
      for (Path file : files) {
        names.add(file.getFileName().toString());
      }
    }
    Collections.sort(names);
    return names;
  }

  private static Path folder() {
    try {
      return Path.of(DerivationGoldenTest.class.getResource("/derivation").toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String text(StorePath path) {
    try {
      return Files.readString(folder().resolve(path.baseName()), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Derivation read(StorePath path) {
    return Derivation.parse(DIR, path.derivationName(), text(path));
  }

  @ParameterizedTest
  @MethodSource("files")
  void printsTheSameBytesAtTheSamePath(String file) {
    StorePath path = StorePath.parse(file);
    Derivation drv = read(path);
    assertThat(drv.toATerm(DIR)).isEqualTo(text(path));
    assertThat(drv.storePath(DIR)).isEqualTo(path);
  }

  @ParameterizedTest
  @MethodSource("files")
  void computesTheSameOutputPaths(String file) {
    Derivation drv = read(StorePath.parse(file));
    DerivationHasher hasher = new DerivationHasher(DIR, DerivationGoldenTest::read);
    if (drv.kind() != DerivationKind.DEFERRED) {
      hasher.check(drv);
    }
    assertThat(hasher.fillInOutputPaths(unfilled(drv))).isEqualTo(drv);
    assertThat(hasher.hashModulo(StorePath.parse(file)))
        .isInstanceOf(
            switch (drv.kind()) {
              case INPUT_ADDRESSED -> HashModulo.Whole.class;
              case FIXED -> HashModulo.Fixed.class;
              default -> HashModulo.Unknown.class;
            });
  }

  /** The derivation as an evaluator has it before output paths are known. */
  private static Derivation unfilled(Derivation drv) {
    Derivation.Builder bare = Derivation.builder(drv.name()).system(drv.system());
    bare.builder(drv.builder()).args(drv.args());
    drv.env().forEach(bare::env);
    drv.inputSources().forEach(bare::inputSource);
    drv.inputDerivations().forEach(bare::inputDerivation);
    for (Map.Entry<String, DerivationOutput> output : drv.outputs().entrySet()) {
      boolean clear = output.getValue() instanceof DerivationOutput.InputAddressed;
      bare.output(output.getKey(), clear ? DerivationOutput.DEFERRED : output.getValue());
      if (clear) {
        bare.env(output.getKey(), "");
      }
    }
    return bare.build();
  }
}
