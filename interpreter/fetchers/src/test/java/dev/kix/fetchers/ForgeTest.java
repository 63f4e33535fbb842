package dev.kix.fetchers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kix.interpreter.Permissions;
import dev.kix.interpreter.fetch.FetchContext;
import dev.kix.interpreter.fetch.FetchSettings;
import dev.kix.interpreter.fetch.Input;
import dev.kix.interpreter.fetch.Url;
import dev.kix.interpreter.io.DiskFileAccess;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which URLs of a forge are asked, and with which token. */
class ForgeTest {
  private static Forge forge(String url, Map<String, String> tokens) {
    FetchSettings settings = FetchSettings.builder(Map.of()).accessTokens(tokens).build();
    return Forge.of(
        Input.fromUrl(Url.parse(url), true),
        new FetchContext(
            settings,
            Permissions.all().network(),
            false,
            new DiskFileAccess(),
            message -> {},
            () -> null));
  }

  @ParameterizedTest
  @CsvSource({
    "github:o/r,https://github.com/o/r/archive/REV.tar.gz,"
        + "https://api.github.com/repos/o/r/commits/main",
    "github:o/r?host=h.example,https://h.example/api/v3/repos/o/r/tarball/REV,"
        + "https://h.example/api/v3/repos/o/r/commits/main",
    "gitlab:o/r,https://gitlab.com/api/v4/projects/o%2Fr/repository/archive.tar.gz?sha=REV,"
        + "https://gitlab.com/api/v4/projects/o%2Fr/repository/commits?ref_name=main",
    "sourcehut:~o/r,https://git.sr.ht/~o/r/archive/REV.tar.gz,https://git.sr.ht/~o/r/main",
  })
  void asksTheRightPlaces(String url, String archive, String ref) {
    Forge forge = forge(url, Map.of());
    assertThat(forge.archiveUrl("REV")).isEqualTo(archive);
    assertThat(forge.refUrl("main")).isEqualTo(ref);
    assertThat(forge.headers()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "github:o/r,Authorization,token repo",
    "github:o/other,Authorization,token owner",
    "github:oo/r,Authorization,token host",
    "gitlab:o/r,Private-token,p",
    "gitlab:x/r,Authorization,Bearer q",
    "sourcehut:~o/r,Authorization,Bearer s",
  })
  void showsTheTokenOfTheNearestPrefix(String url, String name, String value) {
    Map<String, String> tokens =
        Map.of(
            "github.com", "host",
            "github.com/o", "owner",
            "github.com/o/r", "repo",
            "gitlab.com/o", "PAT:p",
            "gitlab.com", "OAuth2:q",
            "git.sr.ht", "s");
    assertThat(forge(url, tokens).headers()).containsExactly(Map.entry(name, value));
  }

  @Test
  void aTokenChangesTheArchiveOfGithub() {
    assertThat(forge("github:o/r", Map.of("github.com", "t")).archiveUrl("REV"))
        .isEqualTo("https://api.github.com/repos/o/r/tarball/REV");
  }
}
