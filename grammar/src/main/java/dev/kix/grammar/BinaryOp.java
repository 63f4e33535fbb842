package dev.kix.grammar;

/** The operators of two operands. */
public enum BinaryOp {
  EQ("=="),
  NEQ("!="),
  /** Nix prints {@code (__lessThan a b)}. */
  LT("<"),
  /** Nix prints {@code (! (__lessThan b a))}. */
  LEQ("<="),
  /** Nix prints {@code (__lessThan b a)}. */
  GT(">"),
  /** Nix prints {@code (! (__lessThan a b))}. */
  GEQ(">="),
  AND("&&"),
  OR("||"),
  IMPL("->"),
  UPDATE("//"),
  /** Numbers, strings and paths. */
  ADD("+"),
  SUB("-"),
  MUL("*"),
  DIV("/"),
  CONCAT("++"),
  /** {@code a |> f}, which is {@code f a}. */
  PIPE_TO("|>"),
  /** {@code f <| a}, which is {@code f a}. */
  PIPE_FROM("<|");

  private final String token;

  BinaryOp(String token) {
    this.token = token;
  }

  /** The operator as written. */
  public String token() {
    return token;
  }
}
