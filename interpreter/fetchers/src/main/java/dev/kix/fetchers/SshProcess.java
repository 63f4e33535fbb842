package dev.kix.fetchers;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/**
 * A running {@code ssh}. JGit asks for its exit code as soon as its output has ended, which is a
 * moment before it has exited: {@link #exitValue} waits that moment.
 */
final class SshProcess extends Process {
  private static final long EXIT_SECONDS = 5;

  private final Process ssh;
  private final InputStream output;

  /**
   * @param listener through which its output is read
   */
  SshProcess(Process ssh, UnaryOperator<InputStream> listener) {
    this.ssh = ssh;
    this.output = listener.apply(ssh.getInputStream());
  }

  /**
   * The exit code.
   *
   * @throws IllegalThreadStateException when the process runs on long after its output has ended
   */
  @Override
  public int exitValue() {
    try {
      ssh.waitFor(EXIT_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return ssh.exitValue();
  }

  @Override
  public OutputStream getOutputStream() {
    return ssh.getOutputStream();
  }

  @Override
  public InputStream getInputStream() {
    return output;
  }

  @Override
  public InputStream getErrorStream() {
    return ssh.getErrorStream();
  }

  @Override
  public int waitFor() throws InterruptedException {
    return ssh.waitFor();
  }

  @Override
  public void destroy() {
    ssh.destroy();
  }
}
