package dev.kix.fetchers;

import java.io.IOException;
import java.io.InputStream;
import org.eclipse.jgit.errors.RepositoryNotFoundException;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.transport.PackParser;
import org.jspecify.annotations.Nullable;

/** A repository that takes no more from a server than {@link GitTraffic} allows. */
final class ReceivingRepository extends FileRepository {
  private @Nullable GitTraffic traffic;

  private ReceivingRepository(FileRepositoryBuilder place) throws IOException {
    super(place);
  }

  /** As {@link FileRepositoryBuilder#build}, which makes no other class. */
  static ReceivingRepository of(FileRepositoryBuilder place) throws IOException {
    ReceivingRepository repository = new ReceivingRepository(place.setup());
    if (place.isMustExist() && !repository.getObjectDatabase().exists()) {
      repository.close();
      throw new RepositoryNotFoundException(place.getGitDir());
    }
    return repository;
  }

  /** From now on packs come over {@code connection}. */
  void receiveFrom(GitTraffic connection) {
    traffic = connection;
  }

  @Override
  public ObjectInserter newObjectInserter() {
    ObjectInserter inserter = super.newObjectInserter();
    GitTraffic from = traffic;
    return from == null ? inserter : new Counting(inserter, from);
  }

  private static final class Counting extends ObjectInserter.Filter {
    private final ObjectInserter inserter;
    private final GitTraffic traffic;

    Counting(ObjectInserter inserter, GitTraffic traffic) {
      this.inserter = inserter;
      this.traffic = traffic;
    }

    @Override
    protected ObjectInserter delegate() {
      return inserter;
    }

    @Override
    public PackParser newPackParser(InputStream in) throws IOException {
      PackParser parser = inserter.newPackParser(traffic.pack(in));
      parser.setMaxObjectSizeLimit(GitTraffic.MAX_OBJECT);
      return parser;
    }
  }
}
