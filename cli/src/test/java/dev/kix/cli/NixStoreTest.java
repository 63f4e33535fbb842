package dev.kix.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * {@code kix nix-store}. Expected output is that of Nix 2.8 for the same files ({@code
 * conformance-tests/commands}).
 */
class NixStoreTest {
  private static final String HI = "/nix/store/a1ps36f9hgswz9k0s9hxkywj2vbz7ibx-hi";
  private static final String NONE = "/nix/store/00000000000000000000000000000000-none";

  @TempDir private Path folder;
  private final Map<String, String> environment = new HashMap<>();

  @BeforeEach
  void prepare() throws IOException {
    environment.putAll(Run.homeIn(folder));
    Files.writeString(folder.resolve("hi"), "hi\n");
    Files.writeString(
        folder.resolve("drv.nix"),
        "derivation { name = \"n\"; system = \"s\"; builder = \"b\"; src = ./hi; q = \"it's\"; }");
  }

  private Run kix(String input, String... args) {
    String[] all = new String[args.length + 1];
    all[0] = "nix-store";
    System.arraycopy(args, 0, all, 1, args.length);
    return Run.in(folder, environment, input, all);
  }

  private String out(String... args) {
    Run run = kix("", args);
    assertThat(run.err()).as(String.join(" ", args)).doesNotContain("error");
    return run.out();
  }

  private String drv() {
    return Run.in(folder, environment, "", "nix-instantiate", "drv.nix").out().strip();
  }

  @Test
  void addsAndAsks() {
    assertThat(out("--add", "hi")).isEqualTo(HI + "\n");
    assertThat(out("-q", "--hash", HI))
        .isEqualTo("sha256:1xmr8jicvzszfzpz46g37mlpvbzjl2wpwvl2b05psipssyp1sm8h\n");
    assertThat(out("--query", "--size", HI)).isEqualTo("120\n");
    assertThat(out("-q", "--deriver", HI)).isEqualTo("unknown-deriver\n");
    assertThat(out("--check-validity", HI)).isEmpty();
    assertThat(out("--check-validity", "--print-invalid", NONE, HI)).isEqualTo(NONE + "\n");
    assertThat(out("--verify-path", HI)).isEmpty();
    assertThat(out("--realise", HI)).isEqualTo(HI + "\n");
  }

  @Test
  void derivations() {
    String drv = drv();
    assertThat(out("-q", "--references", drv)).isEqualTo(HI + "\n");
    assertThat(out("-qR", drv)).isEqualTo(HI + "\n" + drv + "\n");
    assertThat(out("-q", "--referrers", HI)).isEqualTo(drv + "\n");
    assertThat(out("-q", "--referrers-closure", HI)).isEqualTo(HI + "\n" + drv + "\n");
    assertThat(out("-q", "--binding", "q", drv)).isEqualTo("it's\n");
    assertThat(out("-q", "--tree", drv)).isEqualTo(drv + "\n└───" + HI + "\n");
    assertThat(out("--print-env", drv)).contains("export q; q='it'\\''s'\n").endsWith("_args=''\n");
    String output = out("-q", drv).strip();
    assertThat(output).endsWith("-n");
    assertThat(out("-q", "--valid-derivers", output)).isEqualTo(drv + "\n");
    Run build = kix("", "-r", drv);
    assertThat(build.err()).startsWith("error: cannot build '" + drv + "'\n");
    assertThat(build.code()).isEqualTo(1);
  }

  @Test
  void copiesToAnotherStore() {
    String drv = drv();
    String stream = kix("", "--export", HI, drv).out();
    environment.put("KIX_STORE", folder.resolve("other").toString());
    Run copied = kix(stream, "--import");
    assertThat(copied.out()).isEqualTo(HI + "\n" + drv + "\n");
    assertThat(out("--verify", "--check-contents")).isEmpty();
    assertThat(out("-qR", drv)).isEqualTo(HI + "\n" + drv + "\n");
    environment.put("KIX_STORE", folder.resolve("third").toString());
    Run cut = kix(stream.substring(0, stream.length() - 30), "--import");
    assertThat(cut.err()).startsWith("error: ").contains("unexpected end-of-file");
    assertThat(cut.code()).isEqualTo(1);
    assertThat(out("--verify", "--check-contents")).isEmpty();
    assertThat(out("--check-validity", "--print-invalid", HI, drv)).isEqualTo(drv + "\n");
  }

  @Test
  void dumpsAndRestores() throws IOException {
    String archive = out("--dump", "hi");
    kix(archive, "--restore", "again");
    assertThat(folder.resolve("again")).hasContent("hi\n");
    Run twice = kix(archive, "--restore", "again");
    assertThat(twice.err())
        .isEqualTo("error: creating file \"" + folder.resolve("again") + "\": File exists\n");
    assertThat(kix(archive, "--restore", "x/..").err()).contains("ends in '..', which is not");
    assertThat(kix(archive, "--restore", "").err()).contains("destination path is empty");
    Run cut = kix(archive.substring(0, 100), "--restore", "cut");
    assertThat(cut.code()).isEqualTo(1);
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left.map(p -> p.getFileName().toString()))
          .doesNotContain("cut")
          .noneMatch(name -> name.startsWith(".tmp"));
    }
    assertThat(kix("rubbish", "--restore", "r").err()).contains("bad archive");
    assertThat(folder.resolve("r")).doesNotExist();
  }

  @Test
  void rootsAndGarbage() {
    out("--add", "hi");
    String link = folder.resolve("keep").toString();
    assertThat(out("-r", HI, "--add-root", "keep", "--indirect")).isEqualTo(link + "\n");
    String drv = drv();
    assertThat(out("--gc", "--print-roots")).isEqualTo(link + " -> " + HI + "\n");
    assertThat(out("--gc", "--print-live")).isEqualTo(HI + "\n");
    assertThat(out("--gc", "--print-dead")).isEqualTo(drv + "\n");
    assertThat(out("-q", "--roots", HI)).isEqualTo(link + " -> " + HI + "\n");
    assertThat(kix("", "--delete", HI).err()).contains("since it is still alive");
    assertThat(out("--gc")).startsWith("1 store paths deleted, ");
    assertThat(out("--delete", "--ignore-liveness", HI)).startsWith("1 store paths deleted, ");
    assertThat(kix("", "-q", "--size", HI).err())
        .isEqualTo("error: path '" + HI + "' is not valid\n");
  }

  @Test
  void damageIsReported() throws IOException {
    out("--add", "hi");
    assertThat(out("--verify")).isEmpty();
    Path records = folder.resolve("store/info");
    Files.writeString(records.resolve("bad.narinfo"), "junk");
    Files.createDirectory(records.resolve("folder"));
    Path object = folder.resolve("store/objects").resolve(HI.substring("/nix/store/".length()));
    assertThat(object.toFile().setWritable(true)).isTrue();
    Files.writeString(object, "ho\n");
    Run run = kix("", "--verify", "--check-contents");
    assertThat(run.err())
        .contains("bad.narinfo' is no record of a store object")
        .contains("info/folder' is no record of a store object")
        .contains("hash mismatch in path '" + HI + "'")
        .endsWith("warning: not all store errors were fixed\n");
    assertThat(run.code()).isEqualTo(1);
    assertThat(kix("", "--verify-path", HI).err()).contains("path '" + HI + "' was modified!");
    Files.write(
        records.resolve(object.getFileName() + ".narinfo"),
        new byte[] {(byte) 0xFF, 0, 1},
        StandardOpenOption.TRUNCATE_EXISTING);
    assertThat(kix("", "--verify").err()).contains("its checksum is missing");
    assertThat(Run.in(folder, environment, "", "store", "verify").code()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-q --hash /nix/store/x | 'x' is too short to be a valid store path",
        "-q --hash /tmp | path '/tmp' is not in the Nix store",
        "-q --hash --size x | conflicts with earlier flag",
        "--add --dump x | only one operation may be specified",
        "--add --recursive x | unknown flag '--recursive'",
        "--restore a b | only one argument allowed",
        "--init x | no arguments expected",
        "--print-fixed-path sha256 | '--print-fixed-path' requires three arguments",
        "--gc --print-dead --max-freed 1 | cannot be combined",
        "--optimise | kix has no 'nix-store --optimise'",
        "--serve | kix has no 'nix-store --serve'",
        "--add none | does not exist",
      })
  void mistakes(String words, String message) {
    Run run = kix("", words.split(" "));
    assertThat(run.err()).startsWith("error: ").contains(message.strip());
    assertThat(run.code()).isEqualTo(1);
  }

  @Test
  void pathsComeFromStandardInputToo() {
    out("--add", "hi");
    assertThat(kix(HI + "\n" + HI + "\n", "-q", "--size", "--stdin").out()).isEqualTo("120\n120\n");
  }
}
