package dev.kix.interpreter.builtin;

import dev.kix.interpreter.eval.Builtin;
import dev.kix.interpreter.eval.Comparison;
import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.Value;

/**
 * A stable merge sort that finds the runs that are there already: peeksort (Munro and Wild,
 * "Nearly-Optimal Mergesorts", ESA 2018), with the decisions Nix takes, so that even a comparator
 * that is no order gives Nix's result. Java's own sort throws for such a comparator.
 */
abstract class ListSort {
  /** Up to this many elements are sorted by insertion. */
  private static final int INSERTION_MAX = 16;

  private Lazy[] a = new Lazy[0];
  private Lazy[] buffer = a;

  /** The sort by {@code comparator}, without calls where that is {@code builtins.lessThan}. */
  static ListSort of(EvalState state, Value comparator) {
    return comparator instanceof Builtin b && b.name().equals("lessThan")
        ? new ByLessThan(state)
        : new ByFunction(state, comparator);
  }

  abstract boolean less(Lazy x, Lazy y);

  /** Sorts {@code elements} in place and returns it. */
  Lazy[] sort(Lazy[] elements) {
    a = elements;
    int n = elements.length;
    if (n == 2) {
      if (less(a[1], a[0])) {
        swap(0, 1);
      }
    } else if (n > 2) {
      buffer = new Lazy[n];
      sort(0, n, 0, n);
    }
    return elements;
  }

  /** Sorts from begin to end, where begin to leftEnd and rightBegin to end are sorted already. */
  private void sort(int begin, int end, int leftEnd, int rightBegin) {
    if (leftEnd == end || rightBegin == begin) {
      return;
    }
    if (end - begin <= INSERTION_MAX) {
      insertionSort(begin, end);
      return;
    }
    int middle = begin + (end - begin) / 2;
    if (middle <= leftEnd) {
      sort(leftEnd, end, leftEnd + 1, rightBegin);
      merge(begin, leftEnd, end);
      return;
    }
    if (middle >= rightBegin) {
      sort(begin, rightBegin, leftEnd, rightBegin - 1);
      merge(begin, rightBegin, end);
      return;
    }
    // The run around the middle: from i to j.
    boolean descending = less(a[middle], a[middle - 1]);
    int i = middle - 1;
    while (i > leftEnd && less(a[i], a[i - 1]) == descending) {
      i--;
    }
    int j = middle - 1;
    while (j + 1 < rightBegin && less(a[j + 1], a[j]) == descending) {
      j++;
    }
    j++;
    if (descending) {
      for (int l = i, r = j - 1; l < r; l++, r--) {
        swap(l, r);
      }
    }
    if (i == begin && j == end) {
      return;
    }
    if (middle - i < j - middle) {
      sort(begin, i, leftEnd, i - 1);
      sort(i, end, j, rightBegin);
      merge(begin, i, end);
    } else {
      sort(begin, j, leftEnd, i);
      sort(j, end, j + 1, rightBegin);
      merge(begin, j, end);
    }
  }

  private void insertionSort(int begin, int end) {
    for (int current = begin + 1; current < end; current++) {
      Lazy v = a[current];
      int at = current;
      while (at > begin && less(v, a[at - 1])) {
        a[at] = a[at - 1];
        at--;
      }
      a[at] = v;
    }
  }

  private void merge(int begin, int middle, int end) {
    System.arraycopy(a, begin, buffer, begin, end - begin);
    int left = begin;
    int right = middle;
    int out = begin;
    while (left < middle && right < end) {
      a[out++] = less(buffer[right], buffer[left]) ? buffer[right++] : buffer[left++];
    }
    System.arraycopy(buffer, left, a, out, middle - left);
    System.arraycopy(buffer, right, a, out + middle - left, end - right);
  }

  private void swap(int i, int j) {
    Lazy v = a[i];
    a[i] = a[j];
    a[j] = v;
  }

  private static final class ByLessThan extends ListSort {
    private final EvalState state;

    ByLessThan(EvalState state) {
      this.state = state;
    }

    @Override
    boolean less(Lazy x, Lazy y) {
      return Comparison.lessThan(
          state,
          x.force(),
          y.force(),
          null,
          "while evaluating the ordering function passed to builtins.sort");
    }
  }

  private static final class ByFunction extends ListSort {
    private final EvalState state;
    private final Value comparator;

    ByFunction(EvalState state, Value comparator) {
      this.state = state;
      this.comparator = comparator;
    }

    @Override
    boolean less(Lazy x, Lazy y) {
      return state.forceBool(
          state.call(comparator, null, x, y),
          null,
          "while evaluating the return value of the sorting function passed to builtins.sort");
    }
  }
}
