package dev.kix.store.hash;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class HashProperties {
  @Property(tries = 500)
  void nix32RoundTrip(@ForAll @Size(max = 70) byte[] bytes) {
    String text = Nix32.encode(bytes);
    assertThat(text).hasSize(Nix32.encodedLength(bytes.length));
    byte[] decoded = Nix32.decode(text);
    assertThat(Arrays.copyOf(decoded, bytes.length)).isEqualTo(bytes);
    assertThat(decoded.length).isGreaterThanOrEqualTo(bytes.length);
  }

  @Property(tries = 500)
  void base64IsTheJdks(@ForAll @Size(max = 70) byte[] bytes) {
    assertThat(Base64.encode(bytes)).isEqualTo(java.util.Base64.getEncoder().encodeToString(bytes));
    assertThat(Base64.decode(Base64.encode(bytes))).isEqualTo(bytes);
  }

  @Property(tries = 200)
  void parseUndoesPrint(
      @ForAll HashAlgorithm algorithm, @ForAll HashFormat format, @ForAll String seed) {
    Hash hash = Hash.of(algorithm, seed);
    assertThat(Hash.parseAny(hash.format(format, true), null)).isEqualTo(hash);
    assertThat(Hash.parseAny(hash.format(format, false), algorithm)).isEqualTo(hash);
  }

  /** Around block ends, and around the length from which the JDK does the work. */
  @Property(tries = 300)
  void sha256IsTheJdks(
      @ForAll @Size(max = 200) byte[] bytes,
      @ForAll @IntRange(max = 3) int kind,
      @ForAll @IntRange(max = 100_000) int cut)
      throws NoSuchAlgorithmException {
    byte[] data = kind == 0 ? Arrays.copyOf(bytes, 65_500 + bytes.length) : bytes;
    byte[] expected = MessageDigest.getInstance("SHA-256").digest(data);
    assertThat(Hash.of(HashAlgorithm.SHA256, data).digest()).isEqualTo(expected);
    Hasher hasher = Hasher.of(HashAlgorithm.SHA256);
    int first = Math.min(cut, data.length);
    hasher.update(data, 0, first);
    hasher.update(data, first, data.length - first);
    assertThat(hasher.count()).isEqualTo(data.length);
    assertThat(hasher.finish().digest()).isEqualTo(expected);
  }

  /** Arbitrary text gives a hash or the documented exception, nothing else. */
  @Property(tries = 500)
  void parsingSurvivesAnything(@ForAll String text, @ForAll HashAlgorithm algorithm) {
    try {
      Hash.parseAny(text, algorithm);
    } catch (HashException e) {
      assertThat(e.getMessage()).isNotEmpty();
    }
  }
}
