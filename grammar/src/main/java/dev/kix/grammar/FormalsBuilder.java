package dev.kix.grammar;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The formals of one function while they are being read. */
final class FormalsBuilder {
  /** More than this many Nix cannot represent either. */
  private static final int MAX = 65_535;

  /** The formals of the function around, for the parser's stack. */
  final @Nullable FormalsBuilder enclosing;

  private final List<Expr.Formal> formals = new ArrayList<>();
  private boolean ellipsis;

  FormalsBuilder(@Nullable FormalsBuilder enclosing) {
    this.enclosing = enclosing;
  }

  void add(Expr.Formal formal) {
    formals.add(formal);
  }

  /** Gives the formal that was added last a default. */
  void setDefault(Expr value) {
    int i = formals.size() - 1;
    Expr.Formal f = formals.get(i);
    formals.set(i, new Expr.Formal(f.pos(), f.name(), value, f.doc()));
  }

  void admitOthers() {
    ellipsis = true;
  }

  boolean ellipsis() {
    return ellipsis;
  }

  List<Expr.Formal> formals() {
    return formals;
  }

  /**
   * Refuses names that occur twice.
   *
   * @param arg the name beside the {@code @}, or null
   * @param pos where the function starts
   */
  void validate(@Nullable String arg, int pos) {
    if (formals.size() > 1) {
      refuseDuplicates();
    }
    if (arg != null) {
      for (Expr.Formal f : formals) {
        if (f.name().equals(arg)) {
          throw duplicate(arg, pos);
        }
      }
    }
    if (formals.size() > MAX) {
      throw new SourceError(
          "too many formal arguments, implementation supports at most " + MAX, pos);
    }
  }

  /** Of several names that occur twice Nix reports the one that came first, where it recurs. */
  private void refuseDuplicates() {
    HashMap<String, Integer> firstSeen = new HashMap<>(formals.size() * 2);
    int first = Integer.MAX_VALUE;
    int recurs = -1;
    for (int i = 0; i < formals.size(); i++) {
      Integer known = firstSeen.putIfAbsent(formals.get(i).name(), i);
      if (known != null && known < first) {
        first = known;
        recurs = i;
      }
    }
    if (recurs >= 0) {
      throw duplicate(formals.get(recurs).name(), formals.get(recurs).pos());
    }
  }

  private static SourceError duplicate(String name, int pos) {
    return new SourceError(
        "duplicate formal function argument '" + Identifiers.show(name) + "'", pos);
  }
}
