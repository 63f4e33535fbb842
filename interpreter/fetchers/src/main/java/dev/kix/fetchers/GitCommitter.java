package dev.kix.fetchers;

import dev.kix.interpreter.value.Bytes;
import dev.kix.store.file.FileNames;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.List;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheBuilder;
import org.eclipse.jgit.dircache.DirCacheEditor;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.WorkingTreeIterator;
import org.eclipse.jgit.treewalk.filter.PathFilter;
import org.jspecify.annotations.Nullable;

/**
 * Changes files of a working tree and tells its repository of them, as {@code git add
 * --intent-to-add} and {@code git commit FILE} do. No hook is run and nothing is signed: that would
 * be to run programs that the repository names.
 */
final class GitCommitter {
  private final Path folder;

  GitCommitter(Path folder) {
    this.folder = folder;
  }

  /**
   * Takes a file that was written. Unless Git is told to ignore it, it is tracked from now on, and
   * committed alone when there is a message.
   *
   * @param path relative to the working tree, one char per byte
   */
  void put(String path, byte[] content, @Nullable String message) throws IOException {
    String name = Bytes.decode(path);
    try (GitRepository repository = GitRepository.open(folder)) {
      Repository git = repository.git();
      if (isIgnored(git, name)) {
        return;
      }
      if (message == null) {
        track(git, name);
      } else {
        commit(git, repository.head(), name, content, Bytes.decode(message));
      }
    }
  }

  /** Tracks files from now on, also those that Git is told to ignore. */
  void track(List<String> paths) {
    try (GitRepository repository = GitRepository.open(folder)) {
      for (String path : paths) {
        track(repository.git(), Bytes.decode(path));
      }
    } catch (IOException e) {
      throw FetchErrors.error(
          "changing the index of Git repository '"
              + FileNames.full(folder)
              + "': "
              + FetchErrors.reason(e));
    }
  }

  private static boolean isIgnored(Repository git, String name) throws IOException {
    try (TreeWalk walk = new TreeWalk(git)) {
      walk.addTree(new PlainFileIterator(git));
      walk.setFilter(PathFilter.create(name));
      while (walk.next()) {
        WorkingTreeIterator at = walk.getTree(0, WorkingTreeIterator.class);
        if (at != null && at.isEntryIgnored()) {
          return git.readDirCache().findEntry(name) < 0;
        }
        if (walk.isSubtree()) {
          walk.enterSubtree();
        }
      }
    }
    return false;
  }

  // ---- the index ----

  /**
   * The index, to be changed. It is not told which repository it belongs to: it would read files
   * that were changed when it was written, through the filters that the repository names. They are
   * marked instead, for whoever looks at them next.
   */
  private static DirCache lock(Repository git) throws IOException {
    File file = git.getIndexFile();
    Instant written =
        file.exists() ? Files.getLastModifiedTime(file.toPath()).toInstant() : Instant.MAX;
    DirCache index = DirCache.lock(file, git.getFS());
    for (int i = 0; i < index.getEntryCount(); i++) {
      DirCacheEntry entry = index.getEntry(i);
      if (entry.mightBeRacilyClean(written)) {
        entry.smudgeRacilyClean();
      }
    }
    return index;
  }

  /** Says that a file is to be tracked, and nothing of what is in it. */
  private static void track(Repository git, String name) throws IOException {
    DirCache index = lock(git);
    try {
      if (index.findEntry(name) < 0) {
        DirCacheBuilder builder = index.builder();
        if (index.getEntryCount() > 0) {
          builder.keep(0, index.getEntryCount());
        }
        builder.add(intended(git, name));
        if (!builder.commit()) {
          throw new IOException("the index is locked");
        }
      }
    } finally {
      index.unlock();
    }
  }

  /**
   * An entry of the index with the flag intent-to-add. JGit keeps the flag of an entry that it has
   * read and has no way to set it, so it gets an index with this one entry to read.
   */
  private static DirCacheEntry intended(Repository git, String name) throws IOException {
    Path file = Files.createTempFile("kix-index", null);
    try {
      Files.write(file, indexOfOne(name.getBytes(StandardCharsets.UTF_8)));
      return DirCache.read(file.toFile(), git.getFS()).getEntry(0);
    } finally {
      Files.delete(file);
    }
  }

  /** Version 3 of the format that Documentation/gitformat-index of Git describes. */
  private static byte[] indexOfOne(byte[] name) throws IOException {
    int extended = 0x4000;
    int intentToAdd = 0x2000;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.write("DIRC".getBytes(StandardCharsets.US_ASCII));
    out.writeInt(3);
    out.writeInt(1);
    for (int field = 0; field < 6; field++) {
      out.writeInt(0); // times of the file, device and inode: it was never looked at
    }
    out.writeInt(FileMode.REGULAR_FILE.getBits());
    for (int field = 0; field < 3; field++) {
      out.writeInt(0); // owner, group and size
    }
    byte[] id = new byte[Constants.OBJECT_ID_LENGTH];
    emptyBlob().copyRawTo(id, 0);
    out.write(id);
    out.writeShort(extended | Math.min(name.length, 0xFFF));
    out.writeShort(intentToAdd);
    out.write(name);
    int entry = 40 + id.length + 4 + name.length;
    out.write(new byte[8 - entry % 8]);
    try {
      out.write(MessageDigest.getInstance("SHA-1").digest(bytes.toByteArray()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every JDK has it
    }
    return bytes.toByteArray();
  }

  private static ObjectId emptyBlob() {
    try (ObjectInserter.Formatter formatter = new ObjectInserter.Formatter()) {
      return formatter.idFor(Constants.OBJ_BLOB, new byte[0]);
    }
  }

  // ---- a commit ----

  private void commit(
      Repository git, @Nullable ObjectId head, String name, byte[] content, String message)
      throws IOException {
    DirCache index = lock(git);
    try (ObjectInserter inserter = git.newObjectInserter()) {
      ObjectId blob = inserter.insert(Constants.OBJ_BLOB, content);
      CommitBuilder commit = new CommitBuilder();
      commit.setTreeId(tree(git, head, name, blob, inserter));
      if (head != null) {
        commit.setParentId(head);
      }
      PersonIdent person = new PersonIdent(git);
      commit.setAuthor(person);
      commit.setCommitter(person);
      commit.setMessage(message.strip() + "\n");
      ObjectId id = inserter.insert(commit);
      inserter.flush();
      point(git, head, id, message.strip());
      DirCacheEditor editor = index.editor();
      editor.add(edit(name, blob, content.length));
      if (!editor.commit()) {
        throw new IOException("the index is locked");
      }
    } finally {
      index.unlock();
    }
  }

  /** The tree of {@code head} with one file changed. */
  private static ObjectId tree(
      Repository git, @Nullable ObjectId head, String name, ObjectId blob, ObjectInserter inserter)
      throws IOException {
    DirCache files = DirCache.newInCore();
    if (head != null) {
      try (RevWalk walk = new RevWalk(git)) {
        DirCacheBuilder builder = files.builder();
        builder.addTree(
            new byte[0],
            DirCacheEntry.STAGE_0,
            walk.getObjectReader(),
            walk.parseCommit(head).getTree());
        builder.finish();
      }
    }
    DirCacheEditor editor = files.editor();
    editor.add(edit(name, blob, 0));
    editor.finish();
    return files.writeTree(inserter);
  }

  private static DirCacheEditor.PathEdit edit(String name, ObjectId blob, int length) {
    return new DirCacheEditor.PathEdit(name) {
      @Override
      public void apply(DirCacheEntry entry) {
        if (entry.getRawMode() == 0) {
          entry.setFileMode(FileMode.REGULAR_FILE);
        }
        entry.setObjectId(blob);
        entry.setLength(length);
      }
    };
  }

  private static void point(
      Repository git, @Nullable ObjectId head, ObjectId commit, String message) throws IOException {
    RefUpdate update = git.updateRef(Constants.HEAD);
    update.setNewObjectId(commit);
    update.setExpectedOldObjectId(head == null ? ObjectId.zeroId() : head);
    int end = message.indexOf('\n');
    update.setRefLogMessage(
        (head == null ? "commit (initial): " : "commit: ")
            + (end < 0 ? message : message.substring(0, end)),
        false);
    RefUpdate.Result result = update.update();
    if (result != RefUpdate.Result.NEW && result != RefUpdate.Result.FAST_FORWARD) {
      throw new IOException("HEAD cannot be moved (" + result + ")");
    }
  }
}
