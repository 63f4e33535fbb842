package dev.kix.fetchers;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.ConfigConstants;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;

/**
 * What JGit sees of the machine: the user's Git configuration, and nothing else. Left to itself
 * JGit runs {@code git} to find the configuration of the system, writes a configuration of its own,
 * and makes files in every repository to measure the file system.
 */
final class GitEnvironment extends SystemReader.Delegate {
  private GitEnvironment(SystemReader base) {
    super(base);
  }

  /** Installs it, unless the program that kix is part of has installed something of its own. */
  static void install() {
    SystemReader current = SystemReader.getInstance();
    if (current.getClass().getName().startsWith("org.eclipse.jgit.util.SystemReader")) {
      SystemReader.setInstance(new GitEnvironment(current));
    }
  }

  @Override
  public FileBasedConfig openUserConfig(Config parent, FS fs) {
    // JGit asks the user's configuration, and not those it is based on, how exact times are.
    return new Nothing(super.openUserConfig(parent, fs), fs);
  }

  @Override
  public FileBasedConfig openSystemConfig(Config parent, FS fs) {
    return new Nothing(parent, fs);
  }

  @Override
  public FileBasedConfig openJGitConfig(Config parent, FS fs) {
    return new Nothing(parent, fs);
  }

  /** A configuration without a file; it knows how exact times of files are. */
  private static final class Nothing extends FileBasedConfig {
    Nothing(Config parent, FS fs) {
      super(parent, null, fs);
    }

    @Override
    public void load() {}

    @Override
    public void save() throws IOException {}

    @Override
    public boolean isOutdated() {
      return false;
    }

    @Override
    public long getTimeUnit(
        String section, String subsection, String name, long standard, TimeUnit unit) {
      return section.equals(ConfigConstants.CONFIG_FILESYSTEM_SECTION)
          ? unit.convert(10, TimeUnit.MILLISECONDS)
          : super.getTimeUnit(section, subsection, name, standard, unit);
    }
  }
}
