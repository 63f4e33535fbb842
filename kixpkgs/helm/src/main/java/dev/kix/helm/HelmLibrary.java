package dev.kix.helm;

import com.marcnuri.helm.jni.HelmLib;
import com.marcnuri.helm.jni.Result;
import com.marcnuri.helm.jni.TemplateOptions;
import com.sun.jna.Library;
import com.sun.jna.Native;
import dev.kix.cluster.helm.ChartException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Helm as a library of this platform. It lies compressed in an artifact of helm-java; the first use
 * on a machine unpacks it (100 MB) into the cache folder, the first use in a process loads it.
 *
 * <p>Thread-safe: the library replaces the standard streams of its runtime while it works, so one
 * call at a time goes in.
 */
final class HelmLibrary {
  /** The version of helm-java, and the version of Helm that it is built from. */
  static final String VERSION = "0.0.21";

  /** A process has one runtime of Go per library; it can be neither unloaded nor loaded twice. */
  private static final Holder LOADED = new Holder();

  private static final class Holder {
    private @Nullable HelmLibrary library;
  }

  private final HelmLib helm;
  private final ProcessState process;

  private HelmLibrary(HelmLib helm, ProcessState process) {
    this.helm = helm;
    this.process = process;
  }

  /**
   * The library, loaded.
   *
   * @param cacheFolder where it is unpacked
   */
  static HelmLibrary load(Path cacheFolder) throws ChartException {
    synchronized (LOADED) {
      HelmLibrary library = LOADED.library;
      if (library == null) {
        library = loadNew(cacheFolder);
        LOADED.library = library;
      }
      return library;
    }
  }

  private static HelmLibrary loadNew(Path cacheFolder) throws ChartException {
    String name = fileName();
    URL resource = HelmLibrary.class.getResource("/" + name);
    if (resource == null) {
      throw new ChartException(
          "Helm charts cannot be rendered on "
              + platform()
              + ": this build of kix has no Helm for it.\n"
              + "Build kix on this platform, or for all that Helm is there for:"
              + " ./mvnw package -Pall-platforms.\n"
              + "Or render it once, and use what comes out: helm template NAME CHART > chart.yaml, then\n"
              + "package = kix.fromYAML ./chart.yaml;");
    }
    // Texts go in and out as UTF-8, whatever the locale.
    if (System.getProperty("jna.encoding") == null) {
      System.setProperty("jna.encoding", "UTF-8");
    }
    if (System.getProperty("jna.tmpdir") == null) {
      System.setProperty("jna.tmpdir", cacheFolder.resolve("helm").toString());
    }
    try {
      Path file = unpacked(resource, cacheFolder.resolve("helm").resolve("lib-" + VERSION), name);
      ProcessState process = ProcessState.of();
      HelmLib helm =
          process.undisturbed(
              true,
              () ->
                  Native.load(
                      file.toString(),
                      HelmLib.class,
                      Map.of(Library.OPTION_STRING_ENCODING, "UTF-8")));
      return new HelmLibrary(helm, process);
    } catch (IOException e) {
      throw ChartException.of("cannot unpack Helm", e);
    } catch (UnsatisfiedLinkError e) {
      throw new ChartException(
          "Helm cannot be loaded on " + platform() + ": " + String.valueOf(e.getMessage()).strip());
    }
  }

  private static Path unpacked(URL resource, Path folder, String name) throws IOException {
    Path file = folder.resolve(name);
    URLConnection connection = resource.openConnection();
    long size = connection.getContentLengthLong();
    try (InputStream in = connection.getInputStream()) {
      if (Files.isRegularFile(file) && Files.size(file) == size) {
        return file;
      }
      Files.createDirectories(folder);
      Path temporary = Files.createTempFile(folder, "helm", ".tmp");
      try {
        Files.copy(in, temporary, StandardCopyOption.REPLACE_EXISTING);
        try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
          channel.force(true);
        }
        Files.move(
            temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(temporary);
      }
      return file;
    }
  }

  /** The library's name in its artifact: {@code helm-linux-amd64.so}. */
  private static String fileName() {
    String os = os();
    String ending = os.equals("windows") ? ".dll" : os.equals("darwin") ? ".dylib" : ".so";
    return "helm-" + platform() + ending;
  }

  private static String platform() {
    String arch = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
    return os()
        + "-"
        + switch (arch) {
          case "amd64", "x86_64" -> "amd64";
          case "aarch64", "arm64" -> "arm64";
          default -> arch;
        };
  }

  private static String os() {
    String os = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    return os.startsWith("windows") ? "windows" : os.startsWith("mac") ? "darwin" : os;
  }

  /**
   * The answer to {@code helm template}.
   *
   * @param output the manifests; empty when it failed
   * @param error what went wrong, or empty
   */
  record Answer(String output, String error) {}

  /** {@code helm template}: of the chart in a folder, with a file of values. */
  synchronized Answer template(
      String release, String namespace, String kubeVersion, Path chart, Path values) {
    TemplateOptions options =
        new TemplateOptions(
            release,
            "",
            chart.toString(),
            namespace,
            kubeVersion,
            0,
            1,
            "",
            "",
            values.toString(),
            "",
            "",
            "",
            0,
            0,
            "",
            0,
            chart.resolveSibling("repositories.yaml").toString());
    return process.undisturbed(
        false,
        () -> {
          Result result = helm.Template(options);
          try {
            return new Answer(text(result.out), text(result.err));
          } finally {
            helm.Free(result);
          }
        });
  }

  private static String text(@Nullable String text) {
    return text == null ? "" : text;
  }
}
