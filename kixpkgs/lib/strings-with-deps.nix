/**
  Pieces of text that need other pieces before them, as the steps of a script do.

  A piece is `{ text; deps; }`; `deps` names other pieces (or gives them as sets).
*/
{ lib }:
let
  piece = text: deps: { inherit text deps; };

  # `names` and their needs after what is `done`: the texts, and what is done then.
  resolve =
    pieces:
    let
      step =
        state: entry:
        let
          needs = resolveAll state entry.deps;
        in
        if builtins.isAttrs entry then
          needs // { texts = needs.texts ++ [ entry.text ]; }
        else if state.done ? ${entry} then
          state
        else
          # Marked before its needs are looked at: pieces may need one another in a circle.
          step (state // { done = state.done // { ${entry} = true; }; }) pieces.${entry};
      resolveAll = lib.foldl' step;
    in
    resolveAll {
      texts = [ ];
      done = { };
    };
in
rec {
  /**
    The texts of some pieces and of all they need, each after what it needs and once.

    # Type

    ```
    textClosureList :: { [String] :: Piece | String } -> [String | Piece] -> [String]
    ```
  */
  textClosureList = pieces: names: (resolve pieces names).texts;

  /** The texts of `textClosureList`, a function applied to each, one after the other. */
  textClosureMap =
    f: pieces: names:
    lib.concatMapStringsSep "\n" f (textClosureList pieces names);

  /** A text that needs nothing. */
  noDepEntry = text: piece text [ ];

  /** A text and what it needs. */
  fullDepEntry = piece;

  /** No text, only needs. */
  packEntry = piece "";

  /** A text and what it needs, the needs first. */
  stringAfter = deps: text: piece text deps;
}
