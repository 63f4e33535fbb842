package dev.kix.fetchers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kix.interpreter.Interpreter;
import dev.kix.interpreter.Permissions;
import dev.kix.interpreter.fetch.FetchSettings;
import dev.kix.interpreter.print.LegacyPrinter;
import dev.kix.interpreter.value.Bytes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code fetchurl} and {@code fetchTarball} of files; what is expected, Nix 2.8 printed. */
class FetchGoldenTest {
  private static final Path CASES = Path.of("src/test/resources/dev/kix/fetchers").toAbsolutePath();

  @TempDir Path cache;

  @Test
  void fetchesFiles() throws Exception {
    try (Interpreter nix =
        Interpreter.builder()
            .permissions(Permissions.all().withNetwork(false))
            .fetching(FetchSettings.builder(Map.of()).cacheFolder(cache).build())
            .build()) {
      String actual =
          Bytes.decode(
                  LegacyPrinter.print(
                      nix.evaluateFile(CASES.resolve("fetch.nix")).forceDeeply().value()))
              + "\n";
      assertThat(actual).isEqualTo(Files.readString(CASES.resolve("fetch.exp")));
    }
  }
}
