/*
 * The syntax of the Nix language (Nix 2.35), left-factored until one token decides everywhere: the generated parser is
 * plain recursive descent and never runs ANTLR's adaptive prediction. A test holds that.
 *
 * The price is that some rules begin behind their first token. An identifier may open a function (x: …, x@{…}: …) or an
 * operation; a brace may open a function's formals or a set. "expr" consumes that token and hands over to the rule for
 * what it turned out to be; the rules named …Rest continue an operation whose first operand stands on the builder's
 * stack.
 *
 * Operators are read as a flat sequence; the SyntaxEvents resolve precedence with a stack, which is what Nix's own
 * table-driven parser does, and reject the chains of operators that do not associate.
 *
 * No tree is built here. Each action reports what has just been consumed (the token at index()-1).
 */
parser grammar NixParser;

options {
  tokenVocab = NixLexer;
  superClass = EventParser;
}

file: expr EOF;

expr
  : ID {on.mark();}
    ( COLON expr {on.lambda();}
    | AT LBRACE formals COLON expr {on.lambdaArgFirst();}
    | {on.var();} operationRest
    )
  | LBRACE {on.mark();} {on.beginBraces();} bracesRest
  | LET {on.mark();} {on.beginBindings();}
    ( LBRACE binds RBRACE {on.legacyLet();} operationRest
    | binds IN expr {on.let();}
    )
  | ASSERT {on.mark();} expr SEMI expr {on.assertion();}
  | WITH {on.mark();} expr SEMI expr {on.with();}
  | IF {on.mark();} expr THEN expr ELSE expr {on.ifThenElse();}
  | otherSimple operationRest
  | {on.beginOperation();} prefixOperator+ simple selection application operationTail
  ;

/* Behind a brace that may open formals or a set. */
bracesRest
  : RBRACE
    ( formalsLambda
    | {on.bracesAreSet();} {on.set();} operationRest
    )
  | ELLIPSIS {on.ellipsis();} RBRACE formalsLambda
  | ID {on.mark();}
    ( {on.formal();} (QUESTION expr {on.formalDefault();})? formalsRest formalsLambda
    | {on.bracesAreSet();} {on.beginPathWithName();} (DOT bindingAttr)* bindingValue setRest
    )
  | {on.bracesAreSet();} {on.beginPath();} bindingAttrNotId (DOT bindingAttr)* bindingValue setRest
  | {on.bracesAreSet();} inherit setRest
  ;

setRest: binds RBRACE {on.set();} operationRest;

/* Behind the brace that closes formals. */
formalsLambda
  : COLON expr {on.lambdaFormals();}
  | AT ID {on.mark();} COLON expr {on.lambdaArgLast();}
  ;

/* Formals behind "x@{". */
formals
  : {on.beginFormals();}
    ( RBRACE
    | ELLIPSIS {on.ellipsis();} RBRACE
    | ID {on.mark();} {on.formal();} (QUESTION expr {on.formalDefault();})? formalsRest
    )
  ;

formalsRest
  : RBRACE
  | COMMA
    ( RBRACE
    | ELLIPSIS {on.ellipsis();} RBRACE
    | ID {on.mark();} {on.formal();} (QUESTION expr {on.formalDefault();})? formalsRest
    )
  ;

/* An operation whose first simple expression has been read. */
operationRest: {on.beginOperation();} selection application operationTail;

operationTail: operators {on.endOperation();} pipes?;

operators
  : ( binaryOperator {on.operator();} operand application
    | QUESTION {on.operator();} {on.beginPath();} attrPath {on.hasAttr();}
    )*
  ;

binaryOperator
  : EQ | NEQ | LT | GT | LEQ | GEQ | AND | OR | IMPL | UPDATE | PLUS | MINUS | STAR | SLASH | CONCAT
  ;

/* Either kind of pipe, never both in one chain. */
pipes
  : pipeFrom
  | (PIPE_INTO {on.mark();} pipeOperand {on.pipeInto();})+
  ;

pipeFrom: PIPE_FROM {on.mark();} pipeOperand pipeFrom? {on.pipeFrom();};

pipeOperand: {on.beginOperation();} operand application operators {on.endOperation();};

operand: prefixOperator* simple selection;

prefixOperator: (NOT | MINUS) {on.prefixOperator();};

/* The arguments of a call, if any, behind the function. */
application: ({on.beginCall();} (simple selection {on.argument();})+ {on.call();})?;

/* What may follow a simple expression and binds tighter than application. */
selection
  : ( DOT {on.beginPath();} attrPath
      ( OR_KW simple selection {on.selectOr();}
      | {on.select();}
      )
    | OR_KW {on.applyOr();}
    )?
  ;

simple
  : ID {on.mark();} {on.var();}
  | LET {on.mark();} {on.beginBindings();} LBRACE binds RBRACE {on.legacyLet();}
  | LBRACE {on.mark();} {on.beginBindings();} binds RBRACE {on.set();}
  | otherSimple
  ;

/* Simple expressions with which nothing else can begin. */
otherSimple
  : INT {on.integer();}
  | FLOAT {on.floating();}
  | QUOTE {on.beginString();} stringParts QUOTE {on.string();}
  | IND_STRING_OPEN {on.beginString();} indStringParts IND_STRING_CLOSE {on.indString();}
  | (PATH | HPATH) {on.path();} pathParts? PATH_END {on.pathEnd();}
  | SPATH {on.searchPath();}
  | URI {on.uri();}
  | LPAREN {on.mark();} expr RPAREN {on.parenthesized();}
  | REC {on.mark();} {on.beginBindings();} LBRACE binds RBRACE {on.recSet();}
  | LBRACKET {on.mark();} {on.beginList();} (simple selection {on.element();})* RBRACKET {on.list();}
  ;

stringParts
  : ( STR {on.stringText();}
    | DOLLAR_CURLY {on.mark();} expr RBRACE {on.interpolation();}
    )*
  ;

/* Text behind a path's first segment must lead to an interpolation: a//b is no path. */
pathParts
  : (STR {on.stringText();})? DOLLAR_CURLY {on.mark();} expr RBRACE {on.interpolation();} stringParts
  ;

indStringParts
  : ( IND_STR {on.indStringText();}
    | DOLLAR_CURLY {on.mark();} expr RBRACE {on.interpolation();}
    )*
  ;

binds
  : ( inherit
    | {on.beginPath();} bindingAttr (DOT bindingAttr)* bindingValue
    )*
  ;

bindingValue: ASSIGN expr SEMI {on.binding();};

inherit
  : INHERIT
    ( LPAREN expr RPAREN {on.beginPath();} (attr {on.inheritedAttr();})* SEMI {on.inheritFrom();}
    | {on.beginPath();} (attr {on.inheritedAttr();})* SEMI {on.inherit();}
    )
  ;

attrPath: attr (DOT attr)*;

attr
  : (ID | OR_KW) {on.attrName();}
  | dynamicAttr
  ;

/* In the paths of bindings, the extension that a bare "*" stands for "\"*\"". */
bindingAttr
  : ID {on.attrName();}
  | bindingAttrNotId
  ;

bindingAttrNotId
  : OR_KW {on.attrName();}
  | STAR {on.attrWildcard();}
  | dynamicAttr
  ;

dynamicAttr
  : QUOTE {on.beginString();} stringParts QUOTE {on.attrString();}
  | DOLLAR_CURLY {on.mark();} expr RBRACE {on.attrExpr();}
  ;
