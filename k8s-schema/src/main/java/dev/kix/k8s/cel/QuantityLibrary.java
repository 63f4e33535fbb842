package dev.kix.k8s.cel;

import dev.cel.runtime.CelEvaluationException;
import dev.kix.k8s.cel.FunctionTable.Type;
import dev.kix.k8s.forms.Quantity;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;

/** {@code quantity("500m")} and its methods (k8s.io/apiserver pkg/cel/library, quantity.go). */
final class QuantityLibrary {
  /**
   * A quantity; equal when the amounts are.
   *
   * @param amount in the base unit, without zeros at the end
   */
  record Amount(BigDecimal amount) {
    static Amount of(BigDecimal amount) {
      return new Amount(amount.signum() == 0 ? BigDecimal.ZERO : amount.stripTrailingZeros());
    }
  }

  private static final Type QUANTITY = Types.opaque("kubernetes.Quantity", Amount.class);

  private QuantityLibrary() {}

  static void addTo(FunctionTable f) {
    f.global(
        "quantity",
        "string_to_quantity",
        QUANTITY.type(),
        List.of(Types.STRING),
        a -> parse((String) a[0]));
    f.global(
        "isQuantity",
        "is_quantity_string",
        Types.BOOL.type(),
        List.of(Types.STRING),
        a -> Quantity.parse((String) a[0]) != null);
    f.member(
        "sign",
        "quantity_sign",
        Types.INT.type(),
        List.of(QUANTITY),
        a -> (long) amount(a[0]).signum());
    f.member(
        "isInteger",
        "quantity_is_integer",
        Types.BOOL.type(),
        List.of(QUANTITY),
        a -> isInteger(amount(a[0])));
    f.member(
        "asInteger",
        "quantity_as_integer",
        Types.INT.type(),
        List.of(QUANTITY),
        a -> integer(amount(a[0])));
    f.member(
        "asApproximateFloat",
        "quantity_as_float",
        Types.DOUBLE.type(),
        List.of(QUANTITY),
        a -> amount(a[0]).doubleValue());
    f.member(
        "isLessThan",
        "quantity_is_less_than",
        Types.BOOL.type(),
        List.of(QUANTITY, QUANTITY),
        a -> amount(a[0]).compareTo(amount(a[1])) < 0);
    f.member(
        "isGreaterThan",
        "quantity_is_greater_than",
        Types.BOOL.type(),
        List.of(QUANTITY, QUANTITY),
        a -> amount(a[0]).compareTo(amount(a[1])) > 0);
    f.member(
        "compareTo",
        "quantity_compare_to",
        Types.INT.type(),
        List.of(QUANTITY, QUANTITY),
        a -> (long) amount(a[0]).compareTo(amount(a[1])));
    f.member(
        "add",
        "quantity_add",
        QUANTITY.type(),
        List.of(QUANTITY, QUANTITY),
        a -> Amount.of(amount(a[0]).add(amount(a[1]))));
    f.member(
        "add",
        "quantity_add_int",
        QUANTITY.type(),
        List.of(QUANTITY, Types.INT),
        a -> Amount.of(amount(a[0]).add(BigDecimal.valueOf((Long) a[1]))));
    f.member(
        "sub",
        "quantity_sub",
        QUANTITY.type(),
        List.of(QUANTITY, QUANTITY),
        a -> Amount.of(amount(a[0]).subtract(amount(a[1]))));
    f.member(
        "sub",
        "quantity_sub_int",
        QUANTITY.type(),
        List.of(QUANTITY, Types.INT),
        a -> Amount.of(amount(a[0]).subtract(BigDecimal.valueOf((Long) a[1]))));
  }

  private static BigDecimal amount(Object value) {
    return ((Amount) value).amount();
  }

  private static Amount parse(String text) throws CelEvaluationException {
    BigDecimal amount = Quantity.parse(text);
    if (amount == null) {
      throw new CelEvaluationException("'" + text + "' is not a quantity");
    }
    return Amount.of(amount);
  }

  private static boolean isInteger(BigDecimal amount) {
    return amount.scale() <= 0 && fits(amount.toBigInteger());
  }

  private static boolean fits(BigInteger value) {
    return value.bitLength() < 64;
  }

  private static long integer(BigDecimal amount) throws CelEvaluationException {
    if (!isInteger(amount)) {
      throw new CelEvaluationException(amount.toPlainString() + " is no integer of 64 bits");
    }
    return amount.longValueExact();
  }
}
