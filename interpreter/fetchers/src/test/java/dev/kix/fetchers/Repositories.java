package dev.kix.fetchers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.PersonIdent;

/** Makes repositories whose commits have the same ids on every machine. */
final class Repositories {
  private static final PersonIdent AUTHOR =
      new PersonIdent("n", "a@b.c", Instant.parse("2024-01-02T03:04:05Z"), ZoneOffset.UTC);

  private Repositories() {}

  static Git init(Path folder) throws GitAPIException {
    GitEnvironment.install();
    return Git.init().setDirectory(folder.toFile()).setInitialBranch("main").call();
  }

  static String commit(Git git, String message) throws GitAPIException {
    git.add().addFilepattern(".").call();
    return git.commit()
        .setMessage(message)
        .setAuthor(AUTHOR)
        .setCommitter(AUTHOR)
        .setSign(false)
        .call()
        .name();
  }

  /**
   * Two commits: {@code v1} is a tag and {@code other} a branch of the first. Some files are kept
   * out of archives.
   */
  static Git sample(Path folder) throws GitAPIException, IOException {
    Git git = init(folder);
    Files.createDirectories(folder.resolve("sub"));
    Files.writeString(folder.resolve("a"), "hi\n");
    Files.writeString(folder.resolve("sub/b"), "x\n");
    Files.createSymbolicLink(folder.resolve("sub/l"), Path.of("../a"));
    Files.writeString(folder.resolve("run"), "#!/bin/sh\n");
    assertExecutable(folder.resolve("run"));
    Files.writeString(
        folder.resolve(".gitattributes"),
        "ignored export-ignore\nsecret/ export-ignore\n*.log export-ignore\n");
    Files.writeString(folder.resolve("ignored"), "z\n");
    Files.createDirectories(folder.resolve("secret"));
    Files.writeString(folder.resolve("secret/x"), "s\n");
    Files.writeString(folder.resolve("sub/c.log"), "l\n");
    commit(git, "one\n");
    git.tag().setName("v1").setAnnotated(false).call();
    git.branchCreate().setName("other").call();
    Files.writeString(folder.resolve("a"), "hi\nmore\n");
    commit(git, "two\n");
    return git;
  }

  /** Clones {@code source} to {@code target} without files, as servers keep repositories. */
  static void cloneBare(Path source, Path target) throws GitAPIException {
    Git.cloneRepository()
        .setURI(source.toUri().toString())
        .setDirectory(target.toFile())
        .setBare(true)
        .call()
        .close();
  }

  private static void assertExecutable(Path file) {
    if (!file.toFile().setExecutable(true)) {
      throw new IllegalStateException("cannot make " + file + " executable");
    }
  }
}
