/**
  Lists.
*/
{ lib }:
let
  inherit (builtins)
    elemAt
    foldl'
    genList
    head
    length
    tail
    ;
in
rec {
  inherit (builtins)
    all
    any
    concatLists
    concatMap
    elem
    elemAt
    filter
    genList
    groupBy
    head
    isList
    length
    map
    partition
    sort
    tail
    ;

  /**
    A list of one element.
  */
  singleton = x: [ x ];

  /**
    `map` with the list first.
  */
  forEach = xs: f: map f xs;

  /**
    Folds from the right: `foldr op nul [ x1 x2 … ]` is `op x1 (op x2 (… nul))`.

    # Type

    ```
    foldr :: (a -> b -> b) -> b -> [a] -> b
    ```
  */
  foldr =
    op: nul: list:
    let
      end = length list;
      go = i: if i == end then nul else op (elemAt list i) (go (i + 1));
    in
    go 0;

  /**
    Another name of `foldr`.
  */
  fold = foldr;

  /**
    Folds from the left, lazily.

    # Type

    ```
    foldl :: (b -> a -> b) -> b -> [a] -> b
    ```
  */
  foldl =
    op: nul: list:
    let
      go = i: if i == 0 then nul else op (go (i - 1)) (elemAt list (i - 1));
    in
    go (length list);

  /**
    Folds from the left and evaluates each step at once.

    # Type

    ```
    foldl' :: (b -> a -> b) -> b -> [a] -> b
    ```
  */
  foldl' =
    op: acc:
    # The builtin leaves the starting value lazy.
    builtins.seq acc (builtins.foldl' op acc);

  /**
    `map` with the index, from 0.

    # Type

    ```
    imap0 :: (Int -> a -> b) -> [a] -> [b]
    ```
  */
  imap0 = f: list: genList (i: f i (elemAt list i)) (length list);

  /**
    `map` with the index, from 1.
  */
  imap1 = f: list: genList (i: f (i + 1) (elemAt list i)) (length list);

  /**
    `filter` with the index, from 0.
  */
  ifilter0 =
    pred: list:
    map (i: elemAt list i) (builtins.filter (i: pred i (elemAt list i)) (genList lib.id (length list)));

  /**
    All elements of nested lists in one list; what is no list becomes one.
  */
  flatten = x: if builtins.isList x then concatMap flatten x else [ x ];

  /**
    The list without the elements equal to the first argument.
  */
  remove = e: builtins.filter (x: x != e);

  /**
    The one element that fulfils the predicate; the second argument when there is none, the
    third when there are several.

    # Type

    ```
    findSingle :: (a -> Bool) -> a -> a -> [a] -> a
    ```
  */
  findSingle =
    pred: default: multiple: list:
    let
      found = builtins.filter pred list;
    in
    if found == [ ] then
      default
    else if length found == 1 then
      head found
    else
      multiple;

  /**
    The index of the first element that fulfils the predicate, or the default.

    # Type

    ```
    findFirstIndex :: (a -> Bool) -> b -> [a] -> (Int | b)
    ```
  */
  findFirstIndex =
    pred: default: list:
    let
      # A fold instead of a recursion: long lists must not exhaust the stack. While nothing is
      # found the state is a negative count of what was looked at, from -1.
      end = foldl' (i: x: if i >= 0 then i else if pred x then -i - 1 else i - 1) (-1) list;
    in
    if end >= 0 then end else default;

  /**
    The first element that fulfils the predicate, or the default.

    # Type

    ```
    findFirst :: (a -> Bool) -> a -> [a] -> a
    ```
  */
  findFirst =
    pred: default: list:
    let
      i = findFirstIndex pred null list;
    in
    if i == null then default else elemAt list i;

  /**
    How many elements fulfil the predicate.
  */
  count = pred: foldl' (n: x: if pred x then n + 1 else n) 0;

  /**
    A list of the element if the condition holds, else an empty one.

    # Type

    ```
    optional :: Bool -> a -> [a]
    ```
  */
  optional = condition: x: if condition then [ x ] else [ ];

  /**
    The list if the condition holds, else an empty one.
  */
  optionals = condition: xs: if condition then xs else [ ];

  /**
    The value itself when it is a list, else a list of it.
  */
  toList = x: if builtins.isList x then x else [ x ];

  /**
    The whole numbers from the first to the last, both included.

    # Type

    ```
    range :: Int -> Int -> [Int]
    ```
  */
  range = first: last: if first > last then [ ] else genList (i: first + i) (last - first + 1);

  /**
    A value so many times.
  */
  replicate = n: x: genList (_: x) n;

  /**
    Groups by the name a function gives, and folds each group from the left.

    # Type

    ```
    groupBy' :: (b -> a -> b) -> b -> (a -> String) -> [a] -> { name :: b; }
    ```
  */
  groupBy' =
    op: nul: key: list:
    builtins.mapAttrs (_: foldl op nul) (builtins.groupBy key list);

  /**
    Joins two lists by a function; the shorter one sets the length.

    # Type

    ```
    zipListsWith :: (a -> b -> c) -> [a] -> [b] -> [c]
    ```
  */
  zipListsWith =
    f: xs: ys:
    genList (i: f (elemAt xs i) (elemAt ys i)) (lib.min (length xs) (length ys));

  /**
    Pairs `{ fst; snd; }` of two lists.
  */
  zipLists = zipListsWith (fst: snd: { inherit fst snd; });

  /**
    The list from its end to its beginning.
  */
  reverseList =
    xs:
    let
      n = length xs;
    in
    genList (i: elemAt xs (n - i - 1)) n;

  /**
    Depth-first search from the first element of a list: `before a b` says that `a` must come
    before `b`. Gives `{ visited; rest; minimal; }`, or `{ cycle; loops; visited; rest; }`.

    # Type

    ```
    listDfs :: Bool -> (a -> a -> Bool) -> [a] -> AttrSet
    ```
  */
  listDfs =
    stopOnCycles: before: list:
    let
      go =
        us: visited: rest:
        let
          loops = builtins.filter (x: before x us) visited;
          split = builtins.partition (x: before x us) rest;
        in
        if stopOnCycles && loops != [ ] then
          {
            cycle = us;
            inherit loops visited rest;
          }
        else if split.right == [ ] then
          {
            minimal = us;
            inherit visited rest;
          }
        else
          go (head split.right) ([ us ] ++ visited) (tail split.right ++ split.wrong);
    in
    go (head list) [ ] (tail list);

  /**
    Sorts so that `before a b` implies that `a` comes first. Gives `{ result; }`, or
    `{ cycle; loops; }` when there is no such order.

    # Type

    ```
    toposort :: (a -> a -> Bool) -> [a] -> AttrSet
    ```
  */
  toposort =
    before: list:
    let
      search = listDfs true before list;
      others = toposort before (search.visited ++ search.rest);
    in
    if length list < 2 then
      { result = list; }
    else if search ? cycle then
      {
        cycle = reverseList ([ search.cycle ] ++ search.visited);
        inherit (search) loops;
      }
    else if others ? cycle then
      others
    else
      { result = [ search.minimal ] ++ others.result; };

  /**
    Sorts by a key, which is computed once an element.

    # Type

    ```
    sortOn :: (a -> b) -> [a] -> [a]
    ```
  */
  sortOn =
    key: list:
    map (pair: pair.value) (
      builtins.sort (a: b: a.key < b.key) (
        map (value: {
          inherit value;
          key = key value;
        }) list
      )
    );

  /**
    Compares two lists element by element; the shorter one is less.

    # Type

    ```
    compareLists :: (a -> a -> Int) -> [a] -> [a] -> Int
    ```
  */
  compareLists =
    cmp: a: b:
    let
      lengthA = length a;
      lengthB = length b;
      go =
        i:
        if i == lengthA then
          (if i == lengthB then 0 else -1)
        else if i == lengthB then
          1
        else
          let
            here = cmp (elemAt a i) (elemAt b i);
          in
          if here == 0 then go (i + 1) else here;
    in
    go 0;

  /**
    Sorts text so that numbers in it count as numbers.

    # Example

    ```nix
    naturalSort [ "disk11" "disk8" "disk100" ]
    => [ "disk8" "disk11" "disk100" ]
    ```
  */
  naturalSort =
    list:
    let
      # Odd places of a split are the numbers.
      toKey = part: if builtins.isList part then lib.toIntBase10 (head part) else part;
      key = text: map toKey (builtins.split "(0|[1-9][0-9]*)" text);
      less = a: b: compareLists lib.compare a.key b.key < 0;
    in
    map (pair: pair.value) (
      builtins.sort less (
        map (value: {
          inherit value;
          key = key value;
        }) list
      )
    );

  /**
    At most so many elements from the beginning.
  */
  take = count: sublist 0 count;

  /**
    At most so many elements from the end.
  */
  takeEnd = count: xs: drop (lib.max 0 (length xs - count)) xs;

  /**
    The list without so many elements at the beginning.
  */
  drop = count: list: sublist count (length list) list;

  /**
    The list without so many elements at the end.
  */
  dropEnd = count: xs: take (lib.max 0 (length xs - count)) xs;

  /**
    Whether the second list begins with the first.
  */
  hasPrefix = prefix: list: take (length prefix) list == prefix;

  /**
    The second list without the first at its beginning, where it must be.
  */
  removePrefix =
    prefix: list:
    if hasPrefix prefix list then
      drop (length prefix) list
    else
      throw "lib.lists.removePrefix: First argument is not a list prefix of the second argument";

  /**
    So many elements from a place on; fewer when the list ends before.

    # Type

    ```
    sublist :: Int -> Int -> [a] -> [a]
    ```
  */
  sublist =
    start: count: list:
    let
      rest = length list - start;
    in
    genList (i: elemAt list (start + i)) (
      if rest <= 0 || count <= 0 then
        0
      else if count < rest then
        count
      else
        rest
    );

  /**
    The longest beginning that two lists share.
  */
  commonPrefix =
    xs: ys:
    let
      same = zipListsWith (x: y: x == y) xs ys;
    in
    take (findFirstIndex (equal: !equal) (length same) same) xs;

  /**
    The last element.
  */
  last =
    list:
    assert lib.assertMsg (list != [ ]) "lists.last: list must not be empty!";
    elemAt list (length list - 1);

  /**
    All elements but the last.
  */
  init =
    list:
    assert lib.assertMsg (list != [ ]) "lists.init: list must not be empty!";
    take (length list - 1) list;

  /**
    Applies a function to all combinations of elements of some lists.
  */
  crossLists = f: foldl (fs: args: concatMap (f: map f args) fs) [ f ];

  /**
    The list without repetitions; the first of equal elements stays.
  */
  unique = foldl' (seen: x: if builtins.elem x seen then seen else seen ++ [ x ]) [ ];

  /**
    The texts of a list without repetitions, sorted. Fast on long lists.
  */
  uniqueStrings = list: builtins.attrNames (builtins.groupBy lib.id list);

  /**
    Whether no element is there twice.
  */
  allUnique = list: length (unique list) == length list;

  /**
    The elements of the second list that are in the first, too.
  */
  intersectLists = e: builtins.filter (x: builtins.elem x e);

  /**
    The elements of the second list that are not in the first.
  */
  subtractLists = e: builtins.filter (x: !builtins.elem x e);

  /**
    Whether two lists share no element.
  */
  mutuallyExclusive = a: b: intersectLists a b == [ ];

  /**
    The lists in a set, joined in the order of their names.
  */
  concatAttrValues = set: builtins.concatLists (builtins.attrValues set);

  /**
    The list with another element at an index.
  */
  replaceElemAt =
    list: index: new:
    if index < 0 || index >= length list then
      throw "'lists.replaceElemAt' called with index ${toString index} on a list of size ${toString (length list)}"
    else
      genList (i: if i == index then new else elemAt list i) (length list);
}
