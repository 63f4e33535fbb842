package dev.kix.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code mirror://} of nixpkgs' {@code fetchurl}: all places, in order. */
class MirrorTest {
  @TempDir private Path folder;
  private final Map<String, String> environment = new HashMap<>();

  @BeforeEach
  void prepare() throws IOException {
    environment.putAll(Run.homeIn(folder));
    environment.put("NIX_PATH", "nixpkgs=" + folder);
    Path list = folder.resolve("pkgs/build-support/fetchurl/mirrors.nix");
    Files.createDirectories(list.getParent());
    Files.writeString(
        list,
        "{ two = [ \"file://%1$s/first/\" \"file://%1$s/second\" ]; none = [ ]; }"
            .formatted(folder));
    Files.createDirectories(folder.resolve("first"));
    Files.createDirectories(folder.resolve("second"));
  }

  private Run prefetch(String url) {
    return Run.in(folder, environment, "", "nix-prefetch-url", "--print-path", url);
  }

  @Test
  void theFirstThatHasIt() throws IOException {
    Files.writeString(folder.resolve("second/hi"), "hi\n");
    Run run = prefetch("mirror://two/hi");
    assertThat(run.code()).isZero();
    assertThat(run.out()).endsWith("-hi\n");
    assertThat(run.err())
        .isEqualTo(
            "warning: unable to download 'file://%1$s/first/hi': opening file '%1$s/first/hi': No such file or directory; trying the next mirror\n"
                .formatted(folder));
    Files.writeString(folder.resolve("first/hi"), "hi\n");
    assertThat(prefetch("mirror://two/hi").err()).isEmpty();
  }

  @Test
  void nobodyHasIt() {
    Run run = prefetch("mirror://two/hi");
    assertThat(run.err())
        .contains("first/hi': No such file or directory; trying the next mirror\n")
        .contains("error: unable to download 'file://" + folder + "/second/hi'");
    assertThat(run.code()).isEqualTo(1);
    assertThat(prefetch("mirror://none/hi").err())
        .contains("mirror URL 'mirror://none/hi' did not expand to anything");
    assertThat(prefetch("mirror://who/hi").err()).contains("unknown mirror name 'who'");
  }
}
