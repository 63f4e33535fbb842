package dev.kix.fetchers;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** A repository of Mercurial whose commits have the same ids on every machine. */
final class HgRepository {
  final Path folder;

  private HgRepository(Path folder) {
    this.folder = folder;
  }

  /** Skips the calling test, loudly, where there is no Mercurial. */
  static void required() {
    if (!isThere("hg")) {
      System.err.println("hg is not installed: MERCURIAL IS NOT TESTED");
      Assumptions.abort("SKIPPED: no hg on the PATH");
    }
  }

  static boolean isThere(String program) {
    for (String folder : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)) {
      if (!folder.isEmpty() && Files.isExecutable(Path.of(folder, program))) {
        return true;
      }
    }
    return false;
  }

  static HgRepository init(Path folder) throws IOException, InterruptedException {
    HgRepository repository = new HgRepository(folder);
    repository.hg(folder.getParent(), "init", folder.toString());
    return repository;
  }

  /**
   * Four commits: {@code v1} is a tag and {@code mark} a bookmark of the first, which the second
   * one says; {@code default} has the third, {@code other} the fourth. The work tree is at the
   * third, and clean.
   */
  static HgRepository sample(Path folder) throws IOException, InterruptedException {
    HgRepository repository = init(folder);
    repository.write("a", "hi\n");
    repository.write("sub/b", "x\n");
    repository.write("run", "#!/bin/sh\n");
    if (!folder.resolve("run").toFile().setExecutable(true)) {
      throw new IllegalStateException("cannot make a file executable");
    }
    Files.createSymbolicLink(folder.resolve("sub/l"), Path.of("../a"));
    // A file of this name is taken for what 'hg archive' writes, as by Nix.
    repository.write(".hg_archival.txt", "mine\n");
    repository.commit("one");
    repository.hg("bookmark", "-i", "mark");
    repository.hg("tag", "-u", "n <a@b.c>", "-d", "1704164645 0", "v1");
    repository.write("a", "hi\nmore\n");
    repository.commit("two");
    repository.hg("branch", "-q", "other");
    repository.write("o", "o\n");
    repository.commit("three");
    repository.hg("update", "-q", "default");
    return repository;
  }

  /** The same repository, elsewhere. */
  HgRepository copy(Path target) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Files.copy(
            file,
            target.resolve(folder.relativize(file)),
            LinkOption.NOFOLLOW_LINKS,
            StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
    return new HgRepository(target);
  }

  void write(String file, String text) throws IOException {
    Path path = folder.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  /** Commits everything there is; the new commit's name. */
  String commit(String message) throws IOException, InterruptedException {
    hg("commit", "-q", "-A", "-u", "n <a@b.c>", "-d", "1704164645 0", "-m", message);
    return rev(".");
  }

  String rev(String name) throws IOException, InterruptedException {
    return hg("log", "-r", name, "--template", "{node}");
  }

  /** What {@code hg} prints, run in the repository. */
  String hg(String... args) throws IOException, InterruptedException {
    return hg(folder, args);
  }

  private String hg(Path where, String... args) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("hg", "--noninteractive"));
    command.addAll(List.of(args));
    Path errors = Files.createTempFile("hg", ".err");
    try {
      Process process =
          plain(new ProcessBuilder(command).directory(where.toFile()))
              .redirectError(errors.toFile())
              .start();
      process.getOutputStream().close();
      String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new AssertionError(command + ": " + out + Files.readString(errors));
      }
      return out;
    } finally {
      Files.deleteIfExists(errors);
    }
  }

  /** Makes {@code hg} see no configuration of a user. */
  static ProcessBuilder plain(ProcessBuilder builder) {
    builder.environment().put("HGRCPATH", "");
    builder.environment().put("HGPLAIN", "1");
    return builder;
  }
}
