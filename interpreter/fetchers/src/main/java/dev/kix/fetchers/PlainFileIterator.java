package dev.kix.fetchers;

import java.io.File;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.treewalk.AbstractTreeIterator;
import org.eclipse.jgit.treewalk.FileTreeIterator;
import org.eclipse.jgit.util.FS;
import org.jspecify.annotations.Nullable;

/**
 * The files of a working tree as they are: {@code filter.NAME.clean} of the repository's
 * configuration, which JGit would run in a shell, counts for nothing. As in Nix, whose Git library
 * knows no such filters.
 */
final class PlainFileIterator extends FileTreeIterator {
  PlainFileIterator(Repository repository) {
    super(repository);
  }

  private PlainFileIterator(PlainFileIterator parent, File folder, FS fs) {
    super(parent, folder, fs);
  }

  private AbstractTreeIterator below() {
    return new PlainFileIterator(this, getEntryFile(), fs);
  }

  @Override
  public AbstractTreeIterator createSubtreeIterator(ObjectReader reader) {
    return below();
  }

  @Override
  protected AbstractTreeIterator enterSubtree() {
    return below();
  }

  @Override
  public @Nullable String getCleanFilterCommand() {
    return null;
  }
}
