package dev.kix.cluster.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.kix.cluster.KixLibrary;
import dev.kix.interpreter.Interpreter;
import dev.kix.interpreter.Permissions;
import dev.kix.interpreter.fetch.FetchContext;
import dev.kix.interpreter.fetch.FetchSettings;
import dev.kix.interpreter.fetch.RegistryLogin;
import dev.kix.interpreter.io.DiskFileAccess;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.Value;
import dev.kix.store.file.DiskTree;
import dev.kix.store.file.FileTree;
import dev.kix.store.file.TreeWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images: the same bytes from the same input, and bytes that others can read. */
class ImagesTest {
  @TempDir private Path folder;

  @BeforeEach
  void files() throws IOException {
    Path bin = Files.createDirectories(folder.resolve("app/bin"));
    Files.writeString(bin.resolve("run"), "#!/bin/sh\n");
    Files.setPosixFilePermissions(bin.resolve("run"), PosixFilePermissions.fromString("rwxr--r--"));
    Files.writeString(folder.resolve("app/ü.txt"), "ü");
    Files.createSymbolicLink(folder.resolve("app/link"), Path.of("bin/run"));
  }

  /** Builds the image of an expression, and does something with it while it can be read. */
  private void build(String expression, Consumer<OciImage> work) {
    List<Throwable> failure = new ArrayList<>();
    try (Interpreter nix =
        KixLibrary.install(Interpreter.builder()).permissions(Permissions.all()).build()) {
      nix.run(state -> {
        KixLibrary library = KixLibrary.of(state);
        Value function =
            state
                .importer()
                .importFile(write("{ kix }: builtins.seq (" + expression + ").digest null"));
        state.call(function, null, NixAttrs.of("kix", library.kix())).force();
        try {
          work.accept(
              library.images().stream()
                  .filter(i -> i.name().endsWith("/app"))
                  .findFirst()
                  .orElseThrow());
        } catch (AssertionError e) {
          failure.add(e);
        }
        return null;
      });
    }
    if (!failure.isEmpty()) {
      throw (AssertionError) failure.get(0);
    }
  }

  private String write(String text) {
    try {
      return Files.writeString(folder.resolve("image.nix"), text).toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String digest(String expression) {
    StringBuilder out = new StringBuilder();
    build(expression, image -> out.append(image.digest()));
    return out.toString();
  }

  private static final String APP =
      "kix.buildImage { name = \"r.example.org/app\"; copyToRoot = { \"/app\" = ./app; \"/etc/c\" = \"x\"; };"
          + " config.Cmd = [ \"/app/bin/run\" ]; }";

  @Test
  void nothingButNamesAndContentsDecides() throws IOException {
    String digest = digest(APP);
    Files.setLastModifiedTime(folder.resolve("app/bin/run"), FileTime.fromMillis(1));
    Files.setPosixFilePermissions(
        folder.resolve("app/bin/run"), PosixFilePermissions.fromString("rwxrwxrwx"));
    Files.setPosixFilePermissions(
        folder.resolve("app"), PosixFilePermissions.fromString("rwx------"));
    assertThat(digest(APP)).isEqualTo(digest);
    Files.setPosixFilePermissions(
        folder.resolve("app/bin/run"), PosixFilePermissions.fromString("rw-r--r--"));
    assertThat(digest(APP)).isNotEqualTo(digest);
  }

  @Test
  void othersReadTheLayer() {
    build(
        APP,
        image -> {
          FileTree.File layer =
              image.layout().blobs().values().stream()
                  .filter(TarLayer.class::isInstance)
                  .findFirst()
                  .orElseThrow();
          try (InputStream in = layer.open()) {
            Path tar = folder.resolve("layer.tar");
            Files.write(tar, in.readAllBytes());
            assertThat(Files.size(tar)).isEqualTo(layer.size());
            ProcessBuilder list =
                new ProcessBuilder("tar", "tvf", tar.toString(), "--utc", "--numeric-owner")
                    .redirectErrorStream(true);
            list.environment().put("LC_ALL", "C");
            Process process = list.start();
            String listing =
                new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(listing.lines().map(l -> l.replaceAll(" +", " ")))
                .containsExactly(
                    "drwxr-xr-x 0/0 0 1970-01-01 00:00 app/",
                    "drwxr-xr-x 0/0 0 1970-01-01 00:00 app/bin/",
                    "-rwxr-xr-x 0/0 10 1970-01-01 00:00 app/bin/run",
                    "lrwxrwxrwx 0/0 0 1970-01-01 00:00 app/link -> bin/run",
                    "-rw-r--r-- 0/0 2 1970-01-01 00:00 app/\\303\\274.txt",
                    "drwxr-xr-x 0/0 0 1970-01-01 00:00 etc/",
                    "-rw-r--r-- 0/0 1 1970-01-01 00:00 etc/c");
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  @Test
  void longNamesKeepTheirLength() throws IOException {
    Path deep =
        Files.createDirectories(folder.resolve("app/" + "d".repeat(90) + "/" + "e".repeat(90)));
    Files.writeString(deep.resolve("f"), "x");
    build(
        APP,
        image ->
            image.layout().blobs().values().stream()
                .filter(TarLayer.class::isInstance)
                .forEach(layer -> {
                  try (InputStream in = layer.open()) {
                    byte[] bytes = in.readAllBytes();
                    assertThat((long) bytes.length).isEqualTo(layer.size());
                    assertThat(new String(bytes, StandardCharsets.ISO_8859_1))
                        .contains("197 path=app/" + "d".repeat(90) + "/" + "e".repeat(90) + "/f\n");
                  } catch (IOException e) {
                    throw new UncheckedIOException(e);
                  }
                }));
  }

  @Test
  void anImageStandsOnAnother() {
    String base =
        "kix.buildImage { name = \"r.example.org/base\"; copyToRoot = { \"/b\" = \"base\"; };"
            + " config = { Env = [ \"A=1\" \"B=1\" ]; Cmd = [ \"x\" ]; Labels.l = \"1\"; }; }";
    String image =
        "kix.buildImage { name = \"r.example.org/app\"; fromImage = "
            + base
            + "; copyToRoot = { \"/a\" = \"app\"; }; config = { Env = [ \"B=2\" ]; Entrypoint = [ \"y\" ];"
            + " Labels.m = \"2\"; }; }";
    build(
        image,
        built -> {
          try {
            var manifest = built.layout().json(built.digest());
            assertThat(manifest.path("layers").size()).isEqualTo(2);
            var config = built.layout().json(manifest.path("config").path("digest").asText());
            assertThat(config.path("rootfs").path("diff_ids").size()).isEqualTo(2);
            assertThat(config.path("config").toString())
                .isEqualTo(
                    "{\"Entrypoint\":[\"y\"],\"Env\":[\"A=1\",\"B=2\"],\"Labels\":{\"l\":\"1\",\"m\":\"2\"}}");
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  @Test
  void aLayoutOnDiskIsABaseToo() {
    StringBuilder expected = new StringBuilder();
    build(
        APP,
        image -> {
          try {
            TreeWriter.PLAIN.write(image.layout().tree(), folder.resolve("layout"));
            OciLayout read =
                OciLayout.read(
                    (FileTree.Directory) DiskTree.of(folder.resolve("layout")), "linux", "amd64");
            assertThat(read.manifest()).isEqualTo(image.digest());
            expected.append(image.digest());
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
    String same = digest("kix.buildImage { name = \"r.example.org/app\"; fromImage = ./layout; }");
    assertThat(same).isEqualTo(expected.toString());
  }

  @Test
  void whatTextsMentionComesAlong() {
    String image =
        "kix.buildImage { name = \"r.example.org/app\"; config.Cmd = [ \"${./app}/bin/run\" ]; }";
    build(
        image,
        built -> {
          TarLayer layer =
              (TarLayer)
                  built.layout().blobs().values().stream()
                      .filter(TarLayer.class::isInstance)
                      .findFirst()
                      .orElseThrow();
          try (InputStream in = layer.open()) {
            assertThat(new String(in.readAllBytes(), StandardCharsets.ISO_8859_1))
                .containsPattern("nix/store/[a-z0-9]{32}-app/bin/run\0");
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  private static RegistryLogin login(@Nullable String authorization) {
    return new RegistryLogin() {
      @Override
      public @Nullable String authorization(String challenge, @Nullable String actions) {
        return authorization;
      }

      @Override
      public boolean hasAccount() {
        return authorization != null;
      }
    };
  }

  private static FetchContext context() {
    return new FetchContext(
        FetchSettings.builder(Map.of()).build(),
        true,
        false,
        new DiskFileAccess(),
        w -> {},
        () -> null);
  }

  /** A registry that answers everything with words that do not end. */
  @Test
  void aRegistryThatNeverStops() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            exchange.getRequestBody().readAllBytes();
            boolean head = exchange.getRequestMethod().equals("HEAD");
            exchange.sendResponseHeaders(head ? 404 : 500, head ? -1 : 0);
            byte[] words = new byte[1 << 16];
            while (!head) {
              exchange.getResponseBody().write(words);
            }
          } catch (IOException e) {
            // The client has gone, as it should.
            return;
          }
        });
    server.setExecutor(Executors.newCachedThreadPool());
    server.start();
    String host = "127.0.0.1:" + server.getAddress().getPort();
    try {
      build(
          APP.replace("r.example.org", host),
          built -> {
            try (RegistryPush push = new RegistryPush(context(), built, login(null))) {
              assertThatThrownBy(push::push).hasMessage("it is larger than 4194304 bytes");
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    } finally {
      server.stop(0);
    }
  }

  @Test
  void pushesWhatIsMissing() throws IOException {
    String account =
        Base64.getEncoder().encodeToString("me:secret".getBytes(StandardCharsets.UTF_8));
    try (Registry registry = new Registry("Basic " + account)) {
      String image = APP.replace("r.example.org", registry.host());
      build(
          image,
          built -> {
            try (RegistryPush push = new RegistryPush(context(), built, login("Bearer t0ken"));
                RegistryPush again = new RegistryPush(context(), built, login("Bearer t0ken"));
                RegistryPush stranger = new RegistryPush(context(), built, login(null))) {
              assertThat(push.push()).hasSize(2);
              assertThat(again.push()).isEmpty();
              assertThatThrownBy(stranger::push)
                  .hasMessage(
                      "the registry '"
                          + registry.host()
                          + "' wants an account\nLog in first: docker login "
                          + registry.host());
              assertThat(registry.content)
                  .containsKeys(
                      "/v2/app/manifests/" + built.digest(), "/v2/app/manifests/" + built.tag())
                  .hasSize(4);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    }
  }

  @Test
  void aTokenThatGrowsOldIsRenewed() throws IOException {
    try (Registry registry = new Registry("")) {
      AtomicInteger tokens = new AtomicInteger();
      RegistryLogin login =
          new RegistryLogin() {
            @Override
            public String authorization(String challenge, @Nullable String actions) {
              String token = "t" + tokens.incrementAndGet();
              registry.token(token, 3);
              return "Bearer " + token;
            }

            @Override
            public boolean hasAccount() {
              return true;
            }
          };
      build(
          APP.replace("r.example.org", registry.host()),
          built -> {
            try (RegistryPush push = new RegistryPush(context(), built, login)) {
              assertThat(push.push()).hasSize(2);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
      assertThat(registry.content).hasSize(4);
      assertThat(tokens).hasValueGreaterThan(1);
    }
  }

  @Test
  void saysWhatIsWrong() {
    assertThatThrownBy(() -> digest("kix.buildImage { name = \"Shop:1\"; }"))
        .hasMessageContaining("'Shop:1' is no name of an image");
    assertThatThrownBy(
            () -> digest("kix.buildImage { name = \"a/b\"; copyToRoot = ./app/bin/run; }"))
        .hasMessageContaining("must be a folder");
    assertThatThrownBy(() ->
            digest(
                "kix.buildImage { name = \"a/b\"; copyToRoot = [ { \"/x\" = \"1\"; } { \"/x/y\" = \"2\"; } ]; }"))
        .hasMessageContaining("'/x' is a folder and a file in this image");
    assertThatThrownBy(
            () -> digest("kix.buildImage { name = \"a/b\"; copyToRoot.\"/../x\" = \"1\"; }"))
        .hasMessageContaining("'/../x' is no place in an image");
    assertThatThrownBy(() -> digest("kix.buildImage { name = \"a/b\"; tag = \"v1 beta\"; }"))
        .hasMessageContaining("'v1 beta' is no tag of an image");
    assertThatThrownBy(
            () -> digest("kix.pullImage { imageName = \"a\"; imageDigest = \"latest\"; }"))
        .hasMessageContaining("'latest' is no digest");
  }
}
