package dev.kix.interpreter.fetch;

import dev.kix.interpreter.io.EvalStore;
import dev.kix.interpreter.value.AttrsBuilder;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.NixBool;
import dev.kix.interpreter.value.NixInt;
import dev.kix.interpreter.value.NixString;
import dev.kix.interpreter.value.StringContext;
import dev.kix.interpreter.value.Value;
import dev.kix.store.hash.Hash;
import dev.kix.store.path.StorePath;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A fetched tree as a set: what {@code fetchTree} gives and {@code sourceInfo} is. */
public final class TreeAttrs {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("yyyyMMddHHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final String NO_COMMIT = "0".repeat(40);

  private TreeAttrs() {}

  /**
   * The set.
   *
   * @param emptyRev whether a tree without a commit has one of zeros, as {@code fetchGit} has it
   * @param dirty whether commit and number of commits are left out although they are known
   */
  public static NixAttrs of(
      EvalStore store, StorePath path, Input input, boolean emptyRev, boolean dirty) {
    AttrsBuilder result = new AttrsBuilder(10);
    String printed = store.dir().print(path);
    result.put("outPath", NixString.of(printed, StringContext.of(printed)));
    Hash narHash = input.narHash();
    if (narHash != null) {
      result.put("narHash", NixString.of(narHash.sri()));
    }
    InputAttrs attrs = input.attrs();
    if (input.type().equals("git")) {
      result.put("submodules", attrs.isTrue("submodules") ? NixBool.TRUE : NixBool.FALSE);
    }
    if (!dirty) {
      putRevision(result, input, emptyRev);
    }
    String dirtyRev = attrs.string("dirtyRev");
    if (dirtyRev != null) {
      result.put("dirtyRev", NixString.of(dirtyRev));
      result.put("dirtyShortRev", NixString.of(attrs.requireString("dirtyShortRev")));
    }
    Long modified = input.lastModified();
    if (modified != null) {
      result.put("lastModified", NixInt.of(modified));
      result.put("lastModifiedDate", NixString.of(DATE.format(Instant.ofEpochSecond(modified))));
    }
    return result.build();
  }

  private static void putRevision(AttrsBuilder result, Input input, boolean emptyRev) {
    String rev = input.rev();
    if (rev == null && emptyRev) {
      rev = NO_COMMIT;
    }
    if (rev != null) {
      result.put("rev", NixString.of(rev));
      result.put("shortRev", NixString.of(Input.shortRev(rev)));
    }
    Object count = input.attrs().raw("revCount");
    if (count instanceof LazyNumber number) {
      result.put("revCount", new Counted(number));
    } else if (count != null) {
      result.put("revCount", NixInt.of((Long) count));
    } else if (emptyRev) {
      result.put("revCount", NixInt.of(0));
    }
  }

  /** A number that is computed when the program asks for it. */
  private static final class Counted extends Lazy {
    private final LazyNumber number;
    private @Nullable NixInt value;

    Counted(LazyNumber number) {
      this.number = number;
    }

    @Override
    public Value force() {
      NixInt v = value;
      if (v == null) {
        v = NixInt.of(number.get());
        value = v;
      }
      return v;
    }

    @Override
    public @Nullable Value valueIfForced() {
      return value;
    }
  }
}
