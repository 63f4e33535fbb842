package dev.kix.fetchers;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * The form is that of curl's manual, "--netrc", and of its file docs/libcurl/opts/CURLOPT_NETRC.
 */
class NetrcTest {
  private static @Nullable String account(String file, String url) {
    String found = Netrc.parse(file).authorization(URI.create(url));
    return found == null
        ? null
        : new String(
            Base64.getDecoder().decode(found.substring("Basic ".length())),
            StandardCharsets.ISO_8859_1);
  }

  @Test
  void anAccountIsForItsMachine() {
    String file =
        """
        # my servers
        machine charts.example.com login robot password s3cret
        machine other.example.com
          login
          me
          password "with \\"spaces\\" and \\\\"
        machine Upper.example.com login u password #1
        """;
    assertThat(account(file, "https://charts.example.com:8443/x")).isEqualTo("robot:s3cret");
    assertThat(account(file, "http://other.example.com/")).isEqualTo("me:with \"spaces\" and \\");
    assertThat(account(file, "https://upper.EXAMPLE.com/")).isEqualTo("u:#1");
    assertThat(account(file, "https://example.com/")).isNull();
    assertThat(account(file, "https://a.charts.example.com/")).isNull();
  }

  @Test
  void defaultIsForAllOthers() {
    String file = "machine a login x password y account z\ndefault login any password one\n";
    assertThat(account(file, "https://a/")).isEqualTo("x:y");
    assertThat(account(file, "https://b/")).isEqualTo("any:one");
  }

  @Test
  void macrosAndUnknownWordsArePassedOver() {
    String file =
        "machine a login x password y\nmacdef init\nmachine b login no password no\n\nmachine c login p password q\n";
    assertThat(account(file, "https://b/")).isNull();
    assertThat(account(file, "https://a/")).isEqualTo("x:y");
    assertThat(account(file, "https://c/")).isEqualTo("p:q");
    assertThat(account("", "https://a/")).isNull();
    assertThat(account("machine", "https://a/")).isNull();
    assertThat(account("machine a login", "https://a/")).isEqualTo(":");
  }
}
