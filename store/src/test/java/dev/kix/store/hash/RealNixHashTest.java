package dev.kix.store.hash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kix.store.RealNix;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Fifty hashes of each kind, converted here and by {@code nix-hash}. */
class RealNixHashTest {
  @ParameterizedTest
  @EnumSource(value = HashAlgorithm.class, names = "BLAKE3", mode = EnumSource.Mode.EXCLUDE)
  void converts(HashAlgorithm algorithm) throws IOException, InterruptedException {
    RealNix.assume("nix-hash");
    Random random = new Random(7);
    List<String> base16 = new ArrayList<>();
    List<String> nix32 = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      byte[] digest = new byte[algorithm.size()];
      random.nextBytes(digest);
      Hash hash = Hash.ofDigest(algorithm, digest);
      base16.add(hash.base16());
      nix32.add(hash.nix32());
    }
    assertThat(nixHash("--to-base32", algorithm, base16)).isEqualTo(nix32);
    assertThat(nixHash("--to-base16", algorithm, nix32)).isEqualTo(base16);
  }

  private static List<String> nixHash(String to, HashAlgorithm algorithm, List<String> hashes)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.addAll(List.of("nix-hash", "--type", algorithm.nixName(), to));
    command.addAll(hashes);
    byte[] out = RealNix.run(command.toArray(String[]::new));
    return new String(out, StandardCharsets.US_ASCII).lines().toList();
  }
}
