/**
  How much two texts differ. Part of `lib.strings`.
*/
{ lib }:
let
  inherit (builtins)
    elemAt
    foldl'
    genList
    stringLength
    substring
    ;

  # How many of the characters that `at` gives of two texts are equal from the first on.
  sharedLength =
    at: a: b:
    let
      end = lib.min (stringLength a) (stringLength b);
      go = i: if i < end && at i a == at i b then go (i + 1) else i;
    in
    go 0;
in
rec {
  /**
    The longest beginning that two texts share, as a length.
  */
  commonPrefixLength = sharedLength (i: text: substring i 1 text);

  /**
    The longest end that two texts share, as a length.
  */
  commonSuffixLength = sharedLength (i: text: substring (stringLength text - i - 1) 1 text);

  /**
    The Levenshtein distance: how many characters have to be added, removed or replaced to
    turn one text into the other.

    # Type

    ```
    levenshtein :: String -> String -> Int
    ```
  */
  levenshtein =
    a: b:
    let
      width = stringLength b;
      # Distances of some beginning of `a` to every beginning of `b`; each row follows from
      # the one before.
      next =
        above: i:
        let
          char = substring i 1 a;
          step =
            row: j:
            let
              replaced = elemAt above j + (if substring j 1 b == char then 0 else 1);
              removed = elemAt above (j + 1) + 1;
              added = row.last + 1;
              last = lib.min replaced (lib.min removed added);
            in
            builtins.seq last {
              inherit last;
              all = row.all ++ [ last ];
            };
        in
        (foldl' step {
          last = i + 1;
          all = [ (i + 1) ];
        } (genList lib.id width)).all;
    in
    lib.last (foldl' next (genList lib.id (width + 1)) (genList lib.id (stringLength a)));

  /**
    Whether the Levenshtein distance is at most a number; quicker than the distance itself.

    # Type

    ```
    levenshteinAtMost :: Int -> String -> String -> Bool
    ```
  */
  levenshteinAtMost =
    most: a: b:
    let
      lengthA = stringLength a;
      lengthB = stringLength b;
      difference = lengthA - lengthB;
      # Equal ends change nothing; they must not overlap in the shorter text.
      start = commonPrefixLength a b;
      restA = substring start (-1) a;
      restB = substring start (-1) b;
      end = commonSuffixLength restA restB;
      middle = text: substring 0 (stringLength text - end) text;
    in
    if most <= 0 then
      a == b
    else
      lib.max difference (-difference) <= most && levenshtein (middle restA) (middle restB) <= most;
}
