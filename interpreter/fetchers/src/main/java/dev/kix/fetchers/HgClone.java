package dev.kix.fetchers;

import dev.kix.interpreter.fetch.FetchContext;
import dev.kix.interpreter.value.Bytes;
import dev.kix.store.file.TreeWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The clone of a Mercurial repository, in the cache: its history without a work tree. */
final class HgClone {
  private final HgLocation location;
  private final FetchContext context;
  private final FetchCache cache;
  private final Path folder;

  HgClone(HgLocation location, FetchContext context) {
    this.location = location;
    this.context = context;
    this.cache = FetchCache.of(context);
    this.folder = cache.mercurial(location.url());
  }

  /**
   * A commit.
   *
   * @param rev its name
   * @param number how many commits the clone had before it
   * @param branch the branch that it says it is on
   */
  record Commit(String rev, long number, String branch) {}

  /** Runs {@code work} while nobody else changes the clone. */
  <T> T alone(Supplier<T> work) {
    return cache.alone("hg-clone:" + Bytes.encode(folder.toString()), work);
  }

  /** Brings what is new into the clone, unless it has the commit {@code rev} already. */
  HgProgram update(HgProgram hg, @Nullable String rev) {
    if (!Files.exists(folder)) {
      permit();
      create(hg);
      return hg.in(folder);
    }
    HgProgram here = hg.in(folder);
    if (rev == null || !has(here, rev)) {
      permit();
      pull(here);
    }
    return here;
  }

  private void permit() {
    if (location.folder() == null) {
      context.requireNetwork(location.url());
    }
  }

  private boolean has(HgProgram hg, String rev) {
    return hg.textOrEmpty("log", "-R", folder.toString(), "-r", rev, "--template", "1").equals("1");
  }

  private void pull(HgProgram hg) {
    HgProgram.Answer answer = tryPull(hg);
    if (answer.code() != 0 && Files.exists(folder.resolve(".hg/store/journal"))) {
      // An earlier pull was ended in the middle.
      hg.text("recover", "-R", folder.toString());
      answer = tryPull(hg);
    }
    if (answer.code() != 0) {
      throw HgProgram.failure("'hg pull'", answer);
    }
  }

  private HgProgram.Answer tryPull(HgProgram hg) {
    return hg.remote("pull", "-R", folder.toString(), "--", location.argument());
  }

  /** Clones under another name first: a clone that was not finished is none. */
  private void create(HgProgram hg) {
    Path temporary = null;
    try {
      temporary = cache.temporaryFolder();
      Path clone = temporary.resolve("c");
      HgProgram.Answer answer =
          hg.remote("clone", "--noupdate", "--", location.argument(), clone.toString());
      if (answer.code() != 0) {
        throw HgProgram.failure("hg", answer);
      }
      Path parent = cache.mercurialFolder();
      Files.createDirectories(parent);
      Files.move(clone, folder, StandardCopyOption.ATOMIC_MOVE);
      TreeWriter.sync(parent);
    } catch (IOException e) {
      throw FetchErrors.io("cloning into", folder, e);
    } finally {
      if (temporary != null) {
        FetchCache.discard(temporary);
      }
    }
  }

  /**
   * The commit that {@code name} stands for.
   *
   * @param hg run in the clone
   */
  Commit commit(HgProgram hg, String name) {
    String[] lines =
        hg.text(
                "log",
                "-R",
                folder.toString(),
                "-r",
                name,
                "--template",
                "{node} {rev} {branch}\\n")
            .split("\n");
    String[] words = lines[0].split(" ", 3);
    if (lines.length != 1 || words.length != 3 || !words[1].matches("[0-9]{1,18}")) {
      throw FetchErrors.error(
          "'"
              + name
              + "' does not name one commit of Mercurial repository '"
              + location.url()
              + "'");
    }
    return new Commit(words[0], Long.parseLong(words[1]), words[2]);
  }
}
