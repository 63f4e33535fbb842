package dev.kix.store.info;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kix.store.StoreException;
import dev.kix.store.path.StoreDir;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Files from {@code nix copy --to 'file://…?secret-key=…'} 2.8, signed with a key made for this
 * test by {@code nix-store --generate-binary-cache-key}.
 */
class NarInfoTest {
  private static final StoreDir DIR = StoreDir.NIX_STORE;
  private static final SecretKey SECRET =
      SecretKey.parse(
          "kix-test-1:TJirXwXBuKBQN5e8a6WrTY1tGnsm03FmlTk4HP/zr+oH9sNBYdNAIhJ4xeKG7lFTyqlE85ZvCQYMGlcOw2a62A==");
  private static final PublicKey PUBLIC =
      PublicKey.parse("kix-test-1:B/bDQWHTQCISeMXihu5RU8qpRPOWbwkGDBpXDsNmutg=");

  private static String golden(String name) throws IOException {
    try (InputStream in = NarInfoTest.class.getResourceAsStream("/info/" + name + ".narinfo")) {
      return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"multi", "note"})
  void readsPrintsAndSignsAsNix(String name) throws IOException {
    String text = golden(name);
    NarInfo narInfo = NarInfo.parse(DIR, text, name);
    PathInfo info = narInfo.info();
    assertThat(narInfo.print(DIR)).isEqualTo(text);
    assertThat(info.isContentAddressed(DIR)).isTrue();
    assertThat(info.isSignedBy(DIR, List.of(PUBLIC))).isTrue();
    PathInfo unsigned =
        PathInfo.of(info.path(), info.narHash(), info.narSize(), info.references(), info.address());
    assertThat(unsigned.isSignedBy(DIR, List.of(PUBLIC))).isFalse();
    assertThat(unsigned.signed(DIR, SECRET)).isEqualTo(info);
    PathInfo other =
        new PathInfo(
            info.path(),
            info.narHash(),
            info.narSize() + 8,
            info.references(),
            null,
            info.signatures(),
            null);
    assertThat(other.isSignedBy(DIR, List.of(PUBLIC))).isFalse();
  }

  @Test
  void keys() {
    assertThat(SECRET.publicKey()).hasToString(PUBLIC.toString());
    assertThat(SECRET).hasToString("secret key kix-test-1");
    SecretKey fresh = SecretKey.generate("a-1");
    SecretKey again = SecretKey.parse(fresh.print());
    Signature signature = again.sign("text");
    assertThat(Signature.parse(signature.toString())).isEqualTo(signature);
    assertThat(fresh.publicKey().verifies("text", signature)).isTrue();
    assertThat(fresh.publicKey().verifies("Text", signature)).isFalse();
    assertThat(PUBLIC.verifies("text", signature)).isFalse();
    assertThat(fresh.publicKey().verifies("text", Signature.parse("a-1:AAAA"))).isFalse();
    failure(() -> PublicKey.parse("a:AAAA"), "public key is not valid");
    failure(() -> SecretKey.parse("a:AAAA"), "secret key is not valid");
    failure(() -> PublicKey.parse(":AAAA"), "key is corrupt");
    failure(() -> Signature.parse("AAAA"), "signature is corrupt");
    failure(
        () -> SecretKey.generate("a:b"),
        "'a:b' cannot name a key: it is empty or contains a colon");
  }

  @Test
  void malformed() throws IOException {
    String good = golden("multi");
    corrupt("x", "expecting ':' at line 1");
    corrupt("StorePath: /nix/store/x", "expecting '\\n' at line 1");
    corrupt("StorePath: /nix/store/x\n", "'x' is too short to be a valid store path at line 1");
    corrupt("NarSize: -1\n", "invalid NarSize at line 1");
    corrupt("NarSize: 99999999999999999999\n", "invalid NarSize at line 1");
    corrupt("A: b\n", "StorePath missing");
    corrupt(good.replace("NarHash: ", "NarHush: "), "NarHash missing");
    corrupt(good.replace("NarSize: 1344", "NarSize: 0"), "NarSize missing or zero");
    corrupt(good.replace("URL: ", "URI: "), "URL missing");
    corrupt(good + "References: \n", "extra References at line 11");
    corrupt(good + "CA: text:sha256:x\n", "extra CA at line 11");
    corrupt(good.replace("NarHash: sha256:1", "NarHash: sha256:"), "hash ");
  }

  private static void corrupt(String text, String reason) {
    assertThatThrownBy(() -> NarInfo.parse(DIR, text, "it"))
        .isInstanceOf(StoreException.class)
        .hasMessageStartingWith("NAR info file 'it' is corrupt: " + reason);
  }

  private static void failure(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String m) {
    assertThatThrownBy(call).isInstanceOf(StoreException.class).hasMessage(m);
  }

  @Test
  void everyDamageToTheStoresOwnFileIsNoticed() throws IOException {
    PathInfo info = NarInfo.parse(DIR, golden("multi"), "x").info();
    String text = PathInfoFile.print(DIR, info);
    assertThat(PathInfoFile.parse(DIR, text, "f")).isEqualTo(info);
    for (int i = 0; i < text.length(); i++) {
      String cut = text.substring(0, i);
      String changed = cut + (char) (text.charAt(i) ^ 1) + text.substring(i + 1);
      for (String bad : new String[] {cut, changed}) {
        assertThatThrownBy(() -> PathInfoFile.parse(DIR, bad, "f"))
            .isInstanceOf(StoreException.class)
            .hasMessageContaining("'f' is corrupt");
      }
    }
  }
}
