package dev.kix.fetchers;

import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.fetch.FetchContext;
import dev.kix.interpreter.value.Bytes;
import java.io.File;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The user's {@code hg}. It is run as Nix runs it, with {@code HGPLAIN}, and with the user's own
 * configuration: accounts, certificates and extensions are there. What a repository says is data:
 *
 * <ul>
 *   <li>{@code HGRCSKIPREPO}: the {@code .hg/hgrc} of no repository is read, that of the work tree,
 *       of the clone and of a shared store among them, so that no hook, extension, filter, alias or
 *       merge tool of it is run. An {@code hg} too old for that is refused.
 *   <li>{@code subrepos.allowed=false}: nothing is done for repositories in {@code .hgsub}, which
 *       may be of Git or Subversion.
 *   <li>{@code ui.clonebundles=false}: a server cannot send the client to other URLs.
 *   <li>{@code --noninteractive}, {@code BatchMode} for {@code ssh}: nobody is asked for anything.
 * </ul>
 */
final class HgProgram {
  static final String NAME = "hg";

  private static final String SKIP_REPOSITORY = "HGRCSKIPREPO";
  private static final int TEXT_BYTES = 256 << 20;

  /** What Java adds to the number of the signal that ended a process; hg itself fails with 255. */
  private static final int SIGNALS = 128;

  private static final int MAX_SIGNAL = 64;
  private static final Duration LOCAL = Duration.ofMinutes(30);
  private static final Duration NETWORK = Duration.ofHours(2);

  /** The same for every command, before what the user has in files. */
  private static final List<String> OPTIONS =
      List.of(
          "--noninteractive",
          "--config=subrepos.allowed=false",
          "--config=ui.clonebundles=false",
          "--config=ui.relative-paths=false",
          "--config=ui.paginate=false",
          "--config=ui.timeout=60",
          "--config=http.timeout=300",
          "--config=share.pool=");

  private final Path program;
  private final Path folder;
  private final FetchContext context;

  private HgProgram(Path program, Path folder, FetchContext context) {
    this.program = program;
    this.folder = folder;
    this.context = context;
  }

  /**
   * The program, if it may be run.
   *
   * @param path the folders in which it is looked for, as in the environment variable {@code PATH}
   * @param folder where it is run
   * @param url what it is run for, for messages
   * @throws EvalException when it may not be run, is not there, or is too old
   */
  static HgProgram find(@Nullable String path, Path folder, String url, FetchContext context) {
    context.requirePrograms(NAME, url);
    Path program = lookUp(path);
    if (program == null) {
      throw FetchErrors.error(
          "cannot fetch '"
              + url
              + "': there is no program 'hg' in a folder of PATH\nInstall Mercurial, as with"
              + " 'apt install mercurial', 'dnf install mercurial' or 'brew install mercurial'.");
    }
    HgProgram hg = new HgProgram(program, folder, context);
    if (!hg.skipsRepositories()) {
      throw FetchErrors.error(
          "cannot fetch '"
              + url
              + "': the program '"
              + Bytes.encode(program.toString())
              + "' is too old to be kept from what repositories name as hooks and extensions ("
              + SKIP_REPOSITORY
              + ")\nInstall a newer Mercurial.");
    }
    return hg;
  }

  private static @Nullable Path lookUp(@Nullable String path) {
    if (path == null) {
      return null;
    }
    boolean windows = File.separatorChar == '\\';
    for (String folder : path.split(File.pathSeparator)) {
      if (folder.isEmpty()) {
        continue; // the current folder: nobody means it
      }
      Path program = Path.of(folder, windows ? "hg.exe" : NAME);
      if (Files.isRegularFile(program) && Files.isExecutable(program)) {
        return program.toAbsolutePath();
      }
    }
    return null;
  }

  /** Whether it knows how not to read a repository's configuration; asked once for a program. */
  private boolean skipsRepositories() {
    FetchCache cache = FetchCache.of(context);
    String key;
    try {
      Path real = program.toRealPath();
      key =
          "hg-program:"
              + Bytes.encode(real.toString())
              + "\n"
              + Files.size(real)
              + "\n"
              + Files.getLastModifiedTime(real).toMillis();
    } catch (IOException e) {
      throw FetchErrors.io("reading", program, e);
    }
    Map<String, String> known = cache.facts(key);
    if (known != null) {
      return true;
    }
    // Not in the repository, whose configuration might be read before that is known.
    HgProgram elsewhere = in(cache.existingFolder());
    boolean knows = elsewhere.text("help", "environment").contains(SKIP_REPOSITORY);
    if (knows) {
      cache.remember(key, Map.of("skips", "true"));
    }
    return knows;
  }

  /** The same program, run in another folder. */
  HgProgram in(Path other) {
    return new HgProgram(program, other, context);
  }

  /**
   * What a command on this machine prints.
   *
   * @throws EvalException when it fails, in Nix's words and its own
   */
  String text(String... args) {
    Answer answer = ask(LOCAL, Arrays.asList(args));
    if (answer.code != 0) {
      throw failure("hg", answer);
    }
    return answer.output;
  }

  /** What a command prints, or an empty text when it fails. */
  String textOrEmpty(String... args) {
    Answer answer = ask(LOCAL, Arrays.asList(args));
    return answer.code == 0 ? answer.output : "";
  }

  /** A command that may use the network, and what came of it. */
  Answer remote(String... args) {
    List<String> all = new ArrayList<>(sshOptions(args));
    all.addAll(Arrays.asList(args));
    Answer answer = ask(NETWORK, all);
    if (answer.code == 0 && !answer.complaints.isEmpty()) {
      for (String line : answer.complaints.split("\n")) {
        context.warn("hg: " + line);
      }
    }
    return answer;
  }

  /** The user's {@code ssh}, which is told to ask for no password and to notice a dead line. */
  private List<String> sshOptions(String... args) {
    if (Arrays.stream(args).noneMatch(a -> a.startsWith("ssh:"))) {
      return List.of();
    }
    String ssh = textOrEmpty("config", "ui.ssh").strip();
    if (ssh.isEmpty()) {
      ssh = SshProgram.NAME;
    }
    String command = ssh.split(" ", 2)[0];
    boolean openSsh = command.equals("ssh") || command.endsWith("/ssh");
    return openSsh
        ? List.of("--config=ui.ssh=" + ssh + " -o BatchMode=yes -o ServerAliveInterval=30")
        : List.of();
  }

  /**
   * What came of a command.
   *
   * @param code its exit code
   * @param complaints the start of its standard error
   */
  record Answer(int code, String output, String complaints) {}

  private Answer ask(Duration limit, List<String> args) {
    try (ProgramRun run = start(limit, args)) {
      byte[] output = run.output().readNBytes(TEXT_BYTES + 1);
      if (output.length > TEXT_BYTES) {
        throw FetchErrors.error("'hg' answers with more than " + TEXT_BYTES + " bytes");
      }
      int code = run.finish();
      return new Answer(code, Bytes.fromArray(output), run.complaints());
    } catch (IOException e) {
      throw notStarted(e);
    }
  }

  /**
   * The files of a commit, unpacked into {@code tree}.
   *
   * @throws IOException when there is more than {@code tree} takes
   */
  void archive(String rev, ArchiveTree tree) throws IOException {
    List<String> args =
        List.of("archive", "-R", folder.toString(), "-r", rev, "-t", "tar", "-p", "x", "-");
    try (ProgramRun run = start(LOCAL, args)) {
      IOException damage = null;
      try (InputStream output = run.output()) {
        Archives.unpackTar(new Unclosed(output), tree);
        output.transferTo(OutputStream.nullOutputStream()); // the padding at its end
      } catch (IOException e) {
        damage = e;
      }
      if (damage != null && damage.getCause() == null) {
        throw damage; // what was unpacked is the reason, not how hg ended
      }
      int code = run.finish();
      if (code != 0) {
        throw failure("hg", new Answer(code, "", run.complaints()));
      }
      if (damage != null) {
        throw damage;
      }
    }
  }

  /** A stream that the reader of an archive leaves open. */
  private static final class Unclosed extends FilterInputStream {
    Unclosed(InputStream in) {
      super(in);
    }

    @Override
    public void close() {}
  }

  private ProgramRun start(Duration limit, List<String> args) {
    List<String> command = new ArrayList<>();
    command.add(program.toString());
    command.addAll(OPTIONS);
    command.addAll(args);
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    Map<String, String> environment = builder.environment();
    environment.put("HGPLAIN", "1");
    environment.remove("HGPLAINEXCEPT");
    environment.put(SKIP_REPOSITORY, "1");
    environment.put("HGENCODING", "UTF-8");
    try {
      return ProgramRun.start(NAME, builder, limit, context);
    } catch (IOException e) {
      throw notStarted(e);
    }
  }

  private EvalException notStarted(IOException e) {
    return FetchErrors.error(
        "executing '" + Bytes.encode(program.toString()) + "': " + FetchErrors.reason(e));
  }

  /** A failed command in Nix's words, and what it says itself. */
  static EvalException failure(String who, Answer answer) {
    boolean killed = answer.code > SIGNALS && answer.code <= SIGNALS + MAX_SIGNAL;
    String status =
        killed
            ? " failed due to signal " + (answer.code - SIGNALS)
            : " failed with exit code " + answer.code;
    return FetchErrors.error(
        who + status + (answer.complaints.isEmpty() ? "" : "\n" + answer.complaints));
  }
}
