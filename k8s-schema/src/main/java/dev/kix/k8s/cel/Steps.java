package dev.kix.k8s.cel;

import java.util.Arrays;
import java.util.List;

/**
 * The steps from a variable to a value, as the server's estimator keeps them: in arrays of Go,
 * where two paths that go on from one share the room that is left behind it, and the later
 * overwrites the earlier. {@code self.all(x, x.a.all(y, y == x.b))} costs there as if the inner
 * loop went over {@code x.b}; whoever wants the server's number has to do the same.
 */
final class Steps {
  static final Steps NONE = new Steps(new String[0], 0);

  private final String[] room;
  private final int count;

  private Steps(String[] room, int count) {
    this.room = room;
    this.count = count;
  }

  static Steps from(String variable) {
    return new Steps(new String[] {variable}, 1);
  }

  /** One step more. Room doubles when there is none left. */
  Steps then(String step) {
    String[] longer = room;
    if (count == room.length) {
      longer = Arrays.copyOf(room, Math.max(1, 2 * count));
    }
    longer[count] = step;
    return new Steps(longer, count + 1);
  }

  /** The steps as they are now; empty for a value that is computed. */
  List<String> list() {
    return List.of(Arrays.copyOf(room, count));
  }
}
