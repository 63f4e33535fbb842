package dev.kix.store.hash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Vectors from {@code nix-hash} 2.8; the BLAKE3 one from the BLAKE3 paper's reference program. */
class HashTest {
  @ParameterizedTest
  @CsvSource({
    "md5,5d41402abc4b2a76b9719d911017c592,4jqlbi14cxf6wpcajbphm40hax,XUFAKrxLKna5cZ2REBfFkg==",
    "sha1,aaf4c61ddcc5e8a2dabede0f3b482cd9aea9434d,9m1skbnr5i43n3yypvda5s65vhfwdx5a,qvTGHdzF6KLavt4PO0gs2a6pQ00=",
    "sha256,2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824,"
        + "094qif9n4cq4fdg459qzbhg1c6wywawwaaivx0k0x8xhbyx4vwic,"
        + "LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ=",
    "sha512,9b71d224bd62f3785d96d46ad3ea3d73319bfbc2890caadae2dff72519673ca72323c3d99ba5c11d7c7acc6e14b8c5da0c4663475c2e5c3adef46f73bcdec043,"
        + "11w1pmwfdpz9pisbhp5qiv38q6dmidq2ipcqykw3p0sb6yrqcij79rwcwcjbxyzwbdal349qbxrncbk7pmd6snljrfpiwv2pljd4wcv,"
        + "m3HSJL1i83hdltRq0+o9czGb+8KJDKra4t/3JRlnPKcjI8PZm6XBHXx6zG4UuMXaDEZjR1wuXDre9G9zvN7AQw==",
  })
  void everyFormOfHello(String name, String base16, String nix32, String base64) {
    HashAlgorithm algorithm = HashAlgorithm.parse(name);
    Hash hash = Hash.of(algorithm, "hello");
    assertThat(hash.base16()).isEqualTo(base16);
    assertThat(hash.nix32()).isEqualTo(nix32);
    assertThat(hash.base64()).isEqualTo(base64);
    assertThat(hash.sri()).isEqualTo(name + "-" + base64);
    assertThat(hash).hasToString(name + ":" + nix32);
    for (String form : new String[] {base16, nix32, base64}) {
      assertThat(Hash.parseAny(form, algorithm)).isEqualTo(hash);
      assertThat(Hash.parsePrefixed(name + ":" + form)).isEqualTo(hash);
      assertThat(Hash.parseAny(name + ":" + form, null)).isEqualTo(hash);
    }
    assertThat(Hash.parseSri(hash.sri())).isEqualTo(hash);
    assertThat(Hash.parseAny(hash.sri(), null)).isEqualTo(hash);
    assertThat(Hash.parseAny(base16.toUpperCase(java.util.Locale.ROOT), algorithm)).isEqualTo(hash);
    assertThat(Hash.formatOf(hash.sri(), null)).isEqualTo(HashFormat.SRI);
    assertThat(Hash.formatOf(name + ":" + nix32, null)).isEqualTo(HashFormat.NIX32);
  }

  @Test
  void blake3() {
    assertThat(Hash.of(HashAlgorithm.BLAKE3, "").base16())
        .isEqualTo("af1349b9f5f9a1a6a0404dea36dcc9499bcb25c9adc112b7cc9a93cae41f3262");
    assertThat(HashAlgorithm.BLAKE3.experimentalFeature()).isEqualTo("blake3-hashes");
  }

  @Test
  void folding() {
    assertThat(Base16.encode(Hash.ofDigest(HashAlgorithm.MD5, new byte[16]).compress(20)))
        .isEqualTo("00".repeat(20));
    byte[] ones = new byte[32];
    java.util.Arrays.fill(ones, (byte) 1);
    assertThat(Base16.encode(Hash.ofDigest(HashAlgorithm.SHA256, ones).compress(20)))
        .isEqualTo("00".repeat(12) + "01".repeat(8));
  }

  @Test
  void refusesInTheWordsOfNix() {
    refused(
        "abc",
        null,
        "hash 'abc' does not include a type, nor is the type otherwise known from context");
    refused("abc", HashAlgorithm.MD5, "hash 'abc' has wrong length for hash algorithm 'md5'");
    refused(
        "foo:abc",
        null,
        "unknown hash algorithm 'foo', expect 'blake3', 'md5', 'sha1', 'sha256', or 'sha512'");
    refused(
        "md5:5d41402abc4b2a76b9719d911017c592",
        HashAlgorithm.SHA1,
        "hash 'md5:5d41402abc4b2a76b9719d911017c592' should have type 'sha1'");
    refused("sha256-AAAA", null, "invalid SRI hash 'AAAA', length 3 != expected length 32");
    refused(
        "e".repeat(52),
        HashAlgorithm.SHA256,
        "invalid nix32 hash '" + "e".repeat(52) + "', length 0 != expected length 32");
    refused(
        "z".repeat(52),
        HashAlgorithm.SHA256,
        "invalid nix32 hash '" + "z".repeat(52) + "', length 33 != expected length 32");
    assertThatThrownBy(() -> Hash.parsePrefixed("abc"))
        .isInstanceOf(HashException.class)
        .hasMessage("hash 'abc' does not include a type");
    assertThatThrownBy(() -> Hash.parseSri("abc"))
        .isInstanceOf(HashException.class)
        .hasMessage("hash 'abc' is not SRI");
    assertThatThrownBy(() -> HashFormat.parse("base1"))
        .isInstanceOf(HashException.class)
        .hasMessage("unknown hash format 'base1', expect 'base16', 'base32', 'base64', or 'sri'");
  }

  private static void refused(
      String text, @org.jspecify.annotations.Nullable HashAlgorithm algorithm, String message) {
    assertThatThrownBy(() -> Hash.parseAny(text, algorithm))
        .isInstanceOf(HashException.class)
        .hasMessage(message);
  }
}
