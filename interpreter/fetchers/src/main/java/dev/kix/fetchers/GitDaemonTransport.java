package dev.kix.fetchers;

import dev.kix.interpreter.fetch.FetchContext;
import dev.kix.interpreter.fetch.TransferSettings;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Collection;
import java.util.List;
import org.eclipse.jgit.errors.NotSupportedException;
import org.eclipse.jgit.errors.TransportException;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.BasePackFetchConnection;
import org.eclipse.jgit.transport.FetchConnection;
import org.eclipse.jgit.transport.PackTransport;
import org.eclipse.jgit.transport.PushConnection;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.TcpTransport;
import org.eclipse.jgit.transport.URIish;

/**
 * Git's own protocol over TCP, {@code git://}. JGit's has no end to what a server may say, and its
 * time-outs do not wake up whoever waits. Rules: gitprotocol-pack, <i>Git Transport</i>. Not
 * thread-safe.
 */
final class GitDaemonTransport extends TcpTransport implements PackTransport {
  static final String SCHEME = "git";

  private static final String SERVICE = "git-upload-pack";
  private static final int PORT = 9418;

  private final URIish place;
  private final FetchContext context;
  private final GitTraffic traffic;

  GitDaemonTransport(Repository local, URIish place, FetchContext context, GitTraffic traffic) {
    super(local, place);
    this.place = place;
    this.context = context;
    this.traffic = traffic;
  }

  @Override
  public FetchConnection openFetch() throws TransportException {
    return new Connection(List.of());
  }

  @Override
  public FetchConnection openFetch(Collection<RefSpec> refs, String... more)
      throws TransportException {
    return new Connection(refs, more);
  }

  @Override
  public PushConnection openPush() throws NotSupportedException {
    throw new NotSupportedException("nothing is pushed");
  }

  @Override
  public void close() {}

  /** The other side, as the first line names it. */
  private String request() {
    String port = place.getPort() > 0 && place.getPort() != PORT ? ":" + place.getPort() : "";
    return SERVICE + " " + place.getPath() + "\0host=" + place.getHost() + port + "\0\0version=2\0";
  }

  private final class Connection extends BasePackFetchConnection {
    private final Socket socket = new Socket();

    Connection(Collection<RefSpec> refs, String... more) throws TransportException {
      super(GitDaemonTransport.this);
      TransferSettings transfer = context.settings().transfer();
      try {
        long millis = Math.min(transfer.connectTimeout().toMillis(), Integer.MAX_VALUE);
        socket.connect(
            new InetSocketAddress(place.getHost(), place.getPort() > 0 ? place.getPort() : PORT),
            (int) millis);
        socket.setTcpNoDelay(true);
        init(
            traffic.talk(
                new BufferedInputStream(new WatchedStream(socket.getInputStream(), context))),
            new BufferedOutputStream(socket.getOutputStream()));
        pckOut.writeString(request());
        pckOut.flush();
        if (!readAdvertisedRefs()) { // version 2: it waits to be asked
          lsRefs(refs, more);
        }
      } catch (IOException e) {
        close();
        throw e instanceof TransportException known
            ? known
            : new TransportException(uri, FetchErrors.reason(e), e);
      }
    }

    @Override
    public void close() {
      super.close();
      try {
        socket.close();
      } catch (IOException e) {
        // Nothing of it is wanted any more.
        return;
      }
    }
  }
}
