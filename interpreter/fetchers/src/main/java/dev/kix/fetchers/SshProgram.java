package dev.kix.fetchers;

import dev.kix.interpreter.fetch.FetchContext;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.eclipse.jgit.transport.CredentialsProvider;
import org.eclipse.jgit.transport.RemoteSession;
import org.eclipse.jgit.transport.SshSessionFactory;
import org.eclipse.jgit.transport.URIish;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;

/**
 * Reaches repositories over SSH through the user's own {@code ssh} program, so that keys, agents
 * and host names are those of the user's configuration; the environment variable {@code GIT_SSH}
 * names another one, as for Git. It never asks for anything.
 */
final class SshProgram extends SshSessionFactory {
  /** What it is called. */
  static final String NAME = "ssh";

  private final FetchContext context;
  private final UnaryOperator<InputStream> listener;

  /**
   * @param listener through which is read what the other side says
   */
  SshProgram(FetchContext context, UnaryOperator<InputStream> listener) {
    this.context = context;
    this.listener = listener;
  }

  @Override
  public RemoteSession getSession(
      URIish uri, CredentialsProvider credentials, FS fs, int connectTimeout) {
    return new Session(uri, context, listener);
  }

  /** Commands on the machine of {@code uri}. */
  static RemoteSession session(URIish uri, FetchContext context) {
    return new Session(uri, context, UnaryOperator.identity());
  }

  @Override
  public String getType() {
    return "kix-ssh";
  }

  private static final class Session implements RemoteSession {
    private final URIish uri;
    private final FetchContext context;
    private final UnaryOperator<InputStream> listener;

    Session(URIish uri, FetchContext context, UnaryOperator<InputStream> listener) {
      this.uri = uri;
      this.context = context;
      this.listener = listener;
    }

    @Override
    public Process exec(String command, int timeout) throws IOException {
      String program = SystemReader.getInstance().getenv("GIT_SSH");
      List<String> args = new ArrayList<>();
      args.add(program == null || program.isEmpty() ? NAME : program);
      args.add("-o");
      args.add("BatchMode=yes");
      if (uri.getPort() > 0) {
        args.add("-p");
        args.add(Integer.toString(uri.getPort()));
      }
      if (uri.getUser() != null) {
        args.add("-l");
        args.add(uri.getUser());
      }
      // A host name that looks like a flag is none.
      args.add("--");
      args.add(uri.getHost());
      args.add(command);
      Process ssh =
          new ProcessBuilder(args)
              .redirectError(ProcessBuilder.Redirect.to(new File("/dev/null")))
              .start();
      // A pipe that is closed wakes nobody up; one whose other end has gone does.
      return new SshProcess(
          ssh, out -> listener.apply(new WatchedStream(out, ssh::destroyForcibly, context)));
    }

    @Override
    public void disconnect() {}
  }
}
