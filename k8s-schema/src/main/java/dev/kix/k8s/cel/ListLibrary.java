package dev.kix.k8s.cel;

import dev.cel.runtime.CelEvaluationException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/** Methods of lists: isSorted, sum, min, max, indexOf, lastIndexOf (lists.go). */
final class ListLibrary {
  private static final Comparator<Object> ORDER = ListLibrary::compare;

  private ListLibrary() {}

  static void addTo(FunctionTable f) {
    f.member(
        "isSorted",
        "list_is_sorted",
        Types.BOOL.type(),
        List.of(Types.LIST),
        a -> isSorted((List<?>) a[0]));
    f.member("min", "list_min", Types.T, List.of(Types.LIST), a -> extreme((List<?>) a[0], -1));
    f.member("max", "list_max", Types.T, List.of(Types.LIST), a -> extreme((List<?>) a[0], 1));
    f.member(
        "indexOf",
        "list_index_of",
        Types.INT.type(),
        List.of(Types.LIST, Types.ANY),
        a -> (long) ((List<?>) a[0]).indexOf(a[1]));
    f.member(
        "lastIndexOf",
        "list_last_index_of",
        Types.INT.type(),
        List.of(Types.LIST, Types.ANY),
        a -> (long) ((List<?>) a[0]).lastIndexOf(a[1]));
    f.member(
        "sum",
        "list_sum_int",
        Types.INT.type(),
        List.of(Types.listOf(Types.INT)),
        a -> sumOfInts((List<?>) a[0]));
    f.member(
        "sum",
        "list_sum_double",
        Types.DOUBLE.type(),
        List.of(Types.listOf(Types.DOUBLE)),
        a -> sumOfDoubles((List<?>) a[0]));
    f.member(
        "sum",
        "list_sum_duration",
        Types.DURATION.type(),
        List.of(Types.listOf(Types.DURATION)),
        a -> sumOfDurations((List<?>) a[0]));
  }

  private static Long sumOfInts(List<?> list) throws CelEvaluationException {
    long sum = 0;
    for (Object value : list) {
      try {
        sum = Math.addExact(sum, (Long) value);
      } catch (ArithmeticException e) {
        throw new CelEvaluationException("the sum does not fit into 64 bits", e);
      }
    }
    return sum;
  }

  private static Double sumOfDoubles(List<?> list) {
    double sum = 0;
    for (Object value : list) {
      sum += (Double) value;
    }
    return sum;
  }

  private static Duration sumOfDurations(List<?> list) {
    Duration sum = Duration.ZERO;
    for (Object value : list) {
      sum = sum.plus((Duration) value);
    }
    return sum;
  }

  private static boolean isSorted(List<?> list) {
    for (int i = 1; i < list.size(); i++) {
      if (ORDER.compare(list.get(i - 1), list.get(i)) > 0) {
        return false;
      }
    }
    return true;
  }

  private static Object extreme(List<?> list, int direction) throws CelEvaluationException {
    if (list.isEmpty()) {
      throw new CelEvaluationException((direction < 0 ? "min" : "max") + " of an empty list");
    }
    Object best = list.get(0);
    for (Object value : list) {
      if (ORDER.compare(value, best) * direction > 0) {
        best = value;
      }
    }
    return best;
  }

  /** The checker has made sure that both are of one type that has an order. */
  @SuppressWarnings("unchecked")
  private static int compare(Object a, Object b) {
    return ((Comparable<Object>) a).compareTo(b);
  }
}
